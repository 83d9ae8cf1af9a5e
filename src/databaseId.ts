/** Whether a number can be that of an object: Patchwork's ids are Django's AutoField, 32 bits. */
export function isDatabaseId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= 0x7fff_ffff;
}
