/** A patient's examination as it is called; the only one of a patient may have no name of its own. */
export const examinationName = (patient: string, code: string): string =>
  code === '' ? patient : `${patient} · ${code}`
