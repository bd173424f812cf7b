import Database from 'better-sqlite3'

/** Calls back before everything that SQLite is given in this process from now on; returns how to stop that. */
export function onStatement(callBack: () => void): () => void {
  const names = ['prepare', 'exec', 'pragma', 'backup'] as const
  const before = names.map((name) => [name, Database.prototype[name]] as const)
  for (const [name, method] of before) {
    const run = method as (...given: unknown[]) => unknown
    Object.assign(Database.prototype, {
      [name](this: unknown, ...given: unknown[]) {
        callBack()
        return run.apply(this, given)
      },
    })
  }
  return () => void Object.assign(Database.prototype, Object.fromEntries(before))
}
