/** Tags that this app reads or writes, by their standard names (PS3.6). */
export const tag = {
  sopClass: '00080016',
  sopInstance: '00080018',
  studyDate: '00080020',
  contentDate: '00080023',
  manufacturer: '00080070',
  model: '00081090',
  patientName: '00100010',
  patientId: '00100020',
  studyInstance: '0020000d',
  seriesInstance: '0020000e',
  instanceNumber: '00200013',
  samples: '00280002',
  photometric: '00280004',
  planar: '00280006',
  frames: '00280008',
  rows: '00280010',
  columns: '00280011',
  bitsAllocated: '00280100',
  bitsStored: '00280101',
  highBit: '00280102',
  pixelRepresentation: '00280103',
  pixelData: '7fe00010',
} as const

export type Vr =
  | 'AE'
  | 'AT'
  | 'AS'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'IS'
  | 'LO'
  | 'LT'
  | 'OB'
  | 'PN'
  | 'SH'
  | 'SQ'
  | 'ST'
  | 'TM'
  | 'UI'
  | 'UL'
  | 'US'

/** One element: `[tag, value representation, value]`; a sequence's value is its items. */
export type Element = readonly [
  string,
  Vr,
  string | number | readonly number[] | Uint8Array | readonly Element[][],
]

export const sopClass = {
  secondaryCapture: '1.2.840.10008.5.1.4.1.1.7',
  endoscopicImage: '1.2.840.10008.5.1.4.1.1.77.1.1',
  segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
  labelMap: '1.2.840.10008.5.1.4.1.1.66.7',
} as const
