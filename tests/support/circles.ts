import type { Imports } from './imports.ts'

type Edges = ReadonlyMap<string, ReadonlySet<string>>

/** The folder that a file lies in. */
const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'))

/** Below `room`, the folder beside its sisters that holds `folder`; undefined where it does not lie below. */
function sisterIn(room: string, folder: string): string | undefined {
  if (!folder.startsWith(`${room}/`)) return undefined
  const rest = folder.slice(room.length + 1)
  return `${room}/${rest.split('/')[0]}`
}

/** Which groups import which, where `groupOf` puts each folder into one or into none. */
function edgesOf(
  { modules }: Pick<Imports, 'modules'>,
  groupOf: (folder: string) => string | undefined,
): Edges {
  const edges = new Map<string, Set<string>>()
  for (const { source, dependencies } of modules) {
    const from = groupOf(folderOf(source))
    if (from === undefined) continue
    const into = edges.get(from) ?? new Set<string>()
    edges.set(from, into)
    for (const { resolved } of dependencies) {
      const to = resolved.startsWith('src/') ? groupOf(folderOf(resolved)) : undefined
      if (to !== undefined && to !== from) into.add(to)
    }
  }
  return edges
}

/** All that one comes to from `start`, by one import or more. */
function reachable(edges: Edges, start: string): Set<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of edges.get(at) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return seen
}

/** Imports between groups from which one comes back, as `from → to`. */
function closing(edges: Edges): string[] {
  return [...edges].flatMap(([from, into]) =>
    [...into].filter((to) => reachable(edges, to).has(from)).map((to) => `${from} → ${to}`),
  )
}

/**
 * Imports that lie on a circle of folders, as `from → to`: of single folders, parents and children too, and of rooms,
 * which are folders beside each other with all that lies below them.
 */
export function circlesOf(imports: Pick<Imports, 'modules'>): string[] {
  const folders = new Set(imports.modules.map(({ source }) => folderOf(source)).filter(isOurs))
  const rooms = new Set([...folders].flatMap(above))
  const among = [...rooms].map((room) => edgesOf(imports, (folder) => sisterIn(room, folder)))
  const single = edgesOf(imports, (folder) => folder)
  return [...new Set([single, ...among].flatMap(closing))].sort()
}

const isOurs = (folder: string) => folder.startsWith('src')

/** The folders that a folder lies in. */
function above(folder: string): string[] {
  const parts = folder.split('/')
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('/'))
}
