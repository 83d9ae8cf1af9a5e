import { spawn } from 'node:child_process';
import type { Environment } from '../config/interpolate.js';
import type { ProgramCall, ProgramResult } from './PwgIo.js';

/** How a program is run; default: as a child process. */
export interface ProgramPlace {
  readonly directory?: string;
  readonly environment?: Environment;
}

const NOT_FOUND = 127;

/** Runs a program without a shell. */
export async function runProgram(
  call: ProgramCall,
  place: ProgramPlace = {},
): Promise<ProgramResult> {
  const { input, isCaptured = false, isDetached = false } = call;
  return await new Promise((resolve) => {
    const child = spawn(call.program, call.arguments, {
      cwd: place.directory,
      env: place.environment,
      detached: isDetached,
      stdio: [
        input === undefined ? 'ignore' : 'pipe',
        isCaptured ? 'pipe' : isDetached ? 'ignore' : 'inherit',
        isCaptured || isDetached ? 'ignore' : 'inherit',
      ],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.on('error', () => {
      resolve({ code: NOT_FOUND, output });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
    if (isDetached) {
      child.on('spawn', () => {
        child.unref();
        resolve({ code: 0, output });
      });
    }
    // A program that ends before it has read all input closes the pipe.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
