import type { ImportSurvey } from '../../../shared/contract/bring.ts'

interface Props {
  readonly samples: ImportSurvey['samples']
  /** Whether text is shown black, as it would be stored. */
  readonly blackened: boolean
}

/** A contact sheet of some of the frames. */
export function Sheet({ samples, blackened }: Props) {
  return (
    <div className="bring-sheet">
      {samples.map(({ key, picture, blackened: black }) => (
        <figure key={key}>
          <img src={`data:image/jpeg;base64,${blackened && black ? black : picture}`} alt={key} />
          <figcaption className="cut quiet" title={key}>
            {key.split('/').at(-1)}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
