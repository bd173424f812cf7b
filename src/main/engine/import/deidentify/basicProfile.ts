/**
 * Options of the Basic Profile that this app follows (PS3.15 annex E.3), each with its code of CID 7050, by which a
 * de-identified object says what was done to it. What no option retains goes.
 */
const options = {
  /** Devices differ in how they show tissue and where they write texts, so frames are told apart by them. */
  retainDeviceIdentity: { code: '113109', followed: true },
  /** Dates, moved by each patient's own number of days. */
  retainModifiedDates: { code: '113107', followed: true },
} as const

interface Row {
  readonly tag: string
  readonly name: string
  /**
   * `replace`: a consistent other UID; `pseudonym`: the patient's code from the key; `shift`: moved by the patient's own
   * number of days; `keep`: as it is.
   */
  readonly action: 'pseudonym' | 'shift' | 'replace' | 'keep'
  /** The option that lets it stay; without one the profile itself does, since it says nothing of a person or a device. */
  readonly by?: keyof typeof options
}

/** What the profile and its options let in; all other attributes stay outside, which is the profile's action X. */
const table = [
  { tag: '00100020', name: 'patientId', action: 'pseudonym' },
  { tag: '00100010', name: 'patientName', action: 'pseudonym' },
  { tag: '00080020', name: 'studyDate', action: 'shift', by: 'retainModifiedDates' },
  { tag: '0020000d', name: 'study', action: 'replace' },
  { tag: '0020000e', name: 'series', action: 'replace' },
  { tag: '00080018', name: 'instance', action: 'replace' },
  { tag: '00080016', name: 'sopClass', action: 'keep' },
  { tag: '00080070', name: 'manufacturer', action: 'keep', by: 'retainDeviceIdentity' },
  { tag: '00081090', name: 'model', action: 'keep', by: 'retainDeviceIdentity' },
  { tag: '00200013', name: 'instanceNumber', action: 'keep' },
] as const satisfies readonly Row[]

export type ProfileName = (typeof table)[number]['name']
type Followed = Readonly<Record<keyof typeof options, { readonly followed: boolean }>>

/**
 * A header's values by their names here; '' for what is absent, and for what no option that is followed lets stay.
 * `text` reads an attribute by its tag.
 */
export function retained(
  text: (tag: string) => string,
  followed: Followed = options,
): Readonly<Record<ProfileName, string>> {
  const rows: readonly (Row & { readonly name: ProfileName })[] = table
  const entries = rows.map(({ name, tag, by }) => [name, by && !followed[by].followed ? '' : text(tag)])
  return Object.fromEntries(entries) as Record<ProfileName, string>
}
