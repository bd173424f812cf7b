import type { DataSet } from 'dicom-parser'

/** What `TextDecoder` calls the single character sets of DICOM (PS3.3 C.12.1.1.2). */
const DECODERS: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  // These change sets within a text; their first set alone is what nearly all texts stay in.
  'ISO 2022 IR 100': 'iso-8859-1',
  'ISO 2022 IR 58': 'gb2312',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
}

/** Turns texts of a file into letters: what its parser hands out is one letter for each byte. */
export function textReader(file: DataSet): (data: DataSet | undefined, hex: string) => string {
  const sets = (file.string('x00080005') ?? '').split('\\').map((set) => set.trim())
  const decoder = new TextDecoder(DECODERS[sets.findLast((set) => set in DECODERS) ?? ''] ?? 'utf-8')
  return (data, hex) => {
    const element = data?.elements[`x${hex}`]
    if (!data || !element) return ''
    const bytes = data.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
    return decoder.decode(bytes).replaceAll('\0', '').trim()
  }
}
