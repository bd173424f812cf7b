/** The part of a frame's folder that can tell its patient: not the one that says that images lie in it. */
export function folderWithin(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '..')
  return (/^(images?|frames?|imgs?|originals?)$/i.test(parts[0] ?? '') ? parts.slice(1) : parts).join('/')
}
