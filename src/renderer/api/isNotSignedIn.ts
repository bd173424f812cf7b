import { failureFrom } from './client.ts'

/** Whether a call failed because nobody is signed in, or not for now. */
export const isNotSignedIn = (error: unknown): boolean => failureFrom(error).code === 'NOT_SIGNED_IN'
