/**
 * Checks the imports against the floor plan (.dependency-cruiser.cjs). Beside the broken rules it
 * fails when the cruiser saw too little: one that cannot read TypeScript finds no fault either.
 */
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { existsSync } from 'node:fs';

const folders = ['src', 'test', 'bench', 'scripts'].filter((folder) => existsSync(folder));
const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs');
const { output } = await cruise(folders, options, undefined, {
  tsConfig: extractTSConfig('./tsconfig.json'),
});
if (typeof output === 'string') throw new Error('expected a result object, not a report');

const faults = [...unread(output), ...broken(output)];
for (const fault of faults) console.error(`✘ ${fault}`);
const { totalCruised, totalDependenciesCruised = 0 } = output.summary;
console.log(
  `imports: ${totalCruised} modules, ${totalDependenciesCruised} imports, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function unread(result: ICruiseResult): string[] {
  const ours = result.modules.filter(({ source }) => source.startsWith('src/'));
  const imports = ours.flatMap(({ dependencies }) => dependencies);
  return [
    ...(ours.length === 0 ? ['found no module under src/'] : []),
    ...(imports.some(({ dependencyTypes }) => dependencyTypes.includes('type-only'))
      ? []
      : ['found no type import under src/: dependency-cruiser cannot read this TypeScript']),
  ];
}

function broken(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
    return `${rule.name}: ${from} → ${path}`;
  });
}
