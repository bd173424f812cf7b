/** Tells an answer that comes in parts from one that comes at once. */
export const isStream = (output: unknown): output is AsyncGenerator<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output
