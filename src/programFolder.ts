/**
 * Folder of the program: `src/`, or `dist/`, where all modules are in files at the top. Files that the program
 * reads are found from here, because no other module keeps its place.
 */
export const PROGRAM_FOLDER = new URL('./', import.meta.url);
