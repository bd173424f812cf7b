import { failure, names, number, text } from './reason.ts'

const code = 'WRONG_USAGE'

/** Reasons that have to do with serving a study to a department: its certificate, its accounts, its folders. */
export const serving = {
  serverNeedsStudy: failure(code, { host: text }),
  serverNeedsAccounts: failure(code, { folder: text }),
  hostNotHere: failure(code, { host: text }),
  noServerName: failure(code, { name: text }),
  rootNoFolder: failure('FOLDER_UNREADABLE', { folder: text }),
  certificateNeedsKey: failure(code, {}),
  certificateGone: failure('FOLDER_UNREADABLE', { file: text }),
  certificateDamaged: failure(code, { file: text }),
  certificateKeyDamaged: failure(code, { file: text }),
  certificateNotYet: failure(code, { file: text, from: text }),
  certificateExpired: failure(code, { file: text, until: text }),
  certificateOfOtherKey: failure(code, { file: text, key: text }),
  ownCertificateDamaged: failure(code, { file: text }),
  notOverNetwork: failure('NOT_ALLOWED', {}),
  noRoots: failure('NOT_ALLOWED', {}),
  outsideRoots: failure('NOT_ALLOWED', { roots: names }),
  addressNotUnderstood: failure(code, { address: text }),
  serverUnreachable: failure('FOLDER_UNREADABLE', { address: text }),
  serverSpeaksNoTls: failure('FOLDER_UNREADABLE', { address: text }),
  serverCertificateChanged: failure('NOT_ALLOWED', { address: text, known: text, now: text }),
  serversNotKept: failure('FOLDER_UNREADABLE', {}),
  peopleAtMost: failure(code, { most: number }),
}
