import { extname } from 'node:path'
import type { Found } from '../found/Incoming.ts'
import type { PatientKey } from './PatientKey.ts'

/**
 * Found frames under pseudonyms: patient, examination, file name, day and DICOM UIDs. The frames' own paths stay,
 * for the report to the person who imports; they are not stored.
 */
export function renamed(found: readonly Found[], key: PatientKey): Found[] {
  return found.map((item) => {
    const patient = key.pseudonym(item.patient)
    const examination = key.examination(item.patient, item.examination)
    const { capturedOn, dicom, lesion, ...facts } = item.facts ?? {}
    return {
      ...item,
      patient,
      examination,
      name: `${patient}-${examination}-${String(item.place + 1).padStart(4, '0')}${extname(item.name ?? item.path) || '.png'}`,
      facts: {
        ...facts,
        ...(lesion === undefined ? {} : { lesion: key.examination(item.patient, lesion) }),
        ...(capturedOn === undefined ? {} : { capturedOn: key.shifted(item.patient, capturedOn) }),
        ...(dicom === undefined ? {} : { dicom: withUids(dicom, key) }),
      },
    }
  })
}

/** Every value of the kept DICOM attributes is either a UID, which is replaced, or says nothing of a person. */
function withUids(attributes: string, key: PatientKey): string {
  const { uids, ...others } = JSON.parse(attributes) as { uids: Record<string, string> }
  const replaced = Object.fromEntries(Object.entries(uids).map(([name, uid]) => [name, key.uid(uid)]))
  return JSON.stringify({ ...others, uids: replaced })
}
