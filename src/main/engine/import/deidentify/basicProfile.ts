/**
 * What of a DICOM header comes into a study, and how: everything that is not in this table stays outside, which is
 * the Basic Profile's action X (PS3.15 table E.1-1). `replace`: a consistent other UID; `pseudonym`: the patient's
 * code from the key; `shift`: moved by the patient's own number of days; `keep`: says nothing of a person.
 */
export const basicProfile = [
  { tag: '00100020', name: 'patientId', action: 'pseudonym' },
  { tag: '00100010', name: 'patientName', action: 'pseudonym' },
  { tag: '00080020', name: 'studyDate', action: 'shift' },
  { tag: '0020000d', name: 'study', action: 'replace' },
  { tag: '0020000e', name: 'series', action: 'replace' },
  { tag: '00080018', name: 'instance', action: 'replace' },
  { tag: '00080016', name: 'sopClass', action: 'keep' },
  { tag: '00080070', name: 'manufacturer', action: 'keep' },
  { tag: '00081090', name: 'model', action: 'keep' },
  { tag: '00200013', name: 'instanceNumber', action: 'keep' },
] as const

export type ProfileName = (typeof basicProfile)[number]['name']
