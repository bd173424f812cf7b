/** The file that makes a folder a study. */
export const CATALOGUE = 'catalogue.sqlite'

/** The catalogue, and copies of it from before it was changed: a folder that has one of them is a study. */
export const isCatalogueName = (name: string): boolean =>
  /^catalogue(-before-\d+(-\d+)?)?\.sqlite$/.test(name)
