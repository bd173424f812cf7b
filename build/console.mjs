/** What set-up says: one line a step, with sizes and the time left while something large moves. */
const live = process.stderr.isTTY

export const say = (line) => process.stderr.write(`${line}\n`)

export function progress(label, total) {
  const started = Date.now()
  let shown = 0
  return (done) => {
    const now = Date.now()
    if (now - shown < (live ? 200 : 5000) && done < total) return
    shown = now
    const seconds = (now - started) / 1000
    const left =
      done > 0 && total > done ? `, about ${Math.ceil((seconds / done) * (total - done))} s left` : ''
    const line = `  ${label}: ${megabytes(done)} of ${megabytes(total)}${left}`
    process.stderr.write(live ? `\r${line}\u001b[K${done >= total ? '\n' : ''}` : `${line}\n`)
  }
}

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`

/** A failed step: what failed, why, what to do. */
export class SetupError extends Error {
  constructor(what, why, todo) {
    super(`${what} ${why ? `(${why}) ` : ''}— ${todo}`)
  }
}
