import { useState } from 'react'
import { showFailure } from './showFailure.ts'

export interface JobProgress {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

type JobEvent<R> =
  | ({ readonly kind: 'progress' } & JobProgress)
  | { readonly kind: 'done'; readonly result: R }

/** A long piece of work of the engine: its progress, its result, and a way to stop it. */
export function useJob<R>(onFailure: (error: unknown) => void = showFailure) {
  const [progress, setProgress] = useState<JobProgress>()
  const [result, setResult] = useState<R>()
  const [stop, setStop] = useState<AbortController>()
  const run = async (start: (signal: AbortSignal) => Promise<AsyncIterable<JobEvent<R>>>) => {
    const controller = new AbortController()
    setStop(controller)
    setResult(undefined)
    setProgress({ done: 0, total: 0, secondsLeft: null })
    try {
      for await (const event of await start(controller.signal)) {
        if (event.kind === 'progress') setProgress(event)
        else setResult(event.result)
      }
    } catch (error) {
      if (!controller.signal.aborted) onFailure(error)
    } finally {
      setProgress(undefined)
      setStop(undefined)
    }
  }
  return { progress, result, run, stop: () => stop?.abort(), forget: () => setResult(undefined) }
}
