/** What a class is called: in `data.yaml`, a list or a table under `names`, or line by line in `classes.txt`. */
export function yoloNames(file: string, text: string): ReadonlyMap<string, string> {
  const named = file.endsWith('.txt')
    ? text.split(/\r?\n/).filter((line) => line.trim() !== '')
    : inYaml(text)
  return new Map(
    named.map((line, i) => {
      const [, number = String(i), name = ''] = /^\s*(?:(\d+)\s*:|-)?\s*(.*?)\s*$/.exec(line) ?? []
      return [number, name.replace(/^(["'])(.*)\1$/, '$2')]
    }),
  )
}

/** The lines under `names`, or what stands between its brackets. */
function inYaml(text: string): string[] {
  const [, inline, below = ''] =
    /^names:[ \t]*(?:[[{]([^\]}]*)[\]}]|(?:#.*)?\r?\n((?:[ \t]*(?:\d+[ \t]*:|-[ \t]).*(?:\r?\n|$))*))/m.exec(
      text,
    ) ?? []
  return inline === undefined ? below.split(/\r?\n/).filter((line) => line.trim() !== '') : inline.split(',')
}
