import { failure, number, text } from './reason.ts'

/** Reasons that have to do with who may sign in, and as what. */
export const people = {
  notSignedIn: failure('NOT_SIGNED_IN', {}),
  signInRefused: failure('SIGN_IN_REFUSED', {}),
  codeRefused: failure('SIGN_IN_REFUSED', {}),
  waitToSignIn: failure('SIGN_IN_REFUSED', { seconds: number }),
  accountGone: failure('ACCOUNT_NOT_FOUND', { name: text }),
  accountsOnAlready: failure('WRONG_USAGE', {}),
  firstIsEngineer: failure('WRONG_USAGE', {}),
  lastEngineer: failure('WRONG_USAGE', {}),
  personNameUnfit: failure('WRONG_USAGE', { most: number }),
  personNameTaken: failure('WRONG_USAGE', { name: text }),
  passwordUnfit: failure('WRONG_USAGE', { least: number, most: number }),
}
