import { type Reaching, reached } from './Reach.ts'

/** What a round is to start from, where that is a file of the engine's machine which may be reached. Fails NOT_ALLOWED. */
export async function startReached<T extends { readonly initial: string }>(
  who: Reaching,
  options: T,
): Promise<T> {
  const isFile = /[/\\]|\.(pth|safetensors)$/i.test(options.initial)
  return isFile ? { ...options, initial: await reached(who, options.initial) } : options
}
