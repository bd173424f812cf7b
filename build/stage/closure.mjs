/**
 * Which packages of a lockfile are installed where the app is staged: those that the built app names, and what they ask
 * for. Pure: lockfile in, lockfile out.
 */

/** Names of `dependencies` that stand as a string in these sources, as `require`, `import` and loaders have them. */
export function packagesNamed(dependencies, sources) {
  return dependencies.filter((name) => sources.some((source) => isNamed(name, source)))
}

/** Whether a source names a package, or a file in it, between quotes. */
export const isNamed = (name, source) =>
  ['"', "'", '`'].some((quote) => ['/', quote].some((end) => source.includes(`${quote}${name}${end}`)))

/**
 * The part of a lockfile that `roots` need, with a root package of its own that asks for them, so that `npm ci` installs
 * that and nothing else. Parts for all machines are in it, as npm wants it, which installs those of one.
 */
export function closureOf(lock, roots) {
  const kept = {}
  const open = roots.map((name) => ({ from: '', name }))
  while (open.length > 0) {
    const { from, name } = open.pop()
    const path = placeOf(lock.packages, from, name)
    if (path === undefined || path in kept) continue
    kept[path] = lock.packages[path]
    for (const asked of askedBy(lock.packages[path])) open.push({ from: path, name: asked })
  }
  const { name, version } = lock
  const asked = lock.packages['']
  const dependencies = Object.fromEntries(
    roots
      .filter((root) => `node_modules/${root}` in kept)
      .sort()
      .map((root) => [root, asked.dependencies[root] ?? asked.optionalDependencies[root]]),
  )
  const sorted = Object.fromEntries(
    Object.keys(kept)
      .sort()
      .map((path) => [path, kept[path]]),
  )
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name, version, dependencies }, ...sorted },
  }
}

function askedBy({
  dependencies = {},
  optionalDependencies = {},
  peerDependencies = {},
  peerDependenciesMeta = {},
}) {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers]
}

/** Where Node finds a package that one at `from` asks for: in its own folder, or in one of those above. */
export function placeOf(packages, from, name) {
  const above = from.split('/node_modules/')
  const folders = above.map((_, n) => above.slice(0, above.length - n).join('/node_modules/'))
  const places = [...folders.filter((folder) => folder !== '').map((folder) => `${folder}/`), '']
  return places.map((place) => `${place}node_modules/${name}`).find((path) => path in packages)
}
