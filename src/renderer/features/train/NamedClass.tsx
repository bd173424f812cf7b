import { useStudy } from '../../api/EngineContext.ts'

/** A class by its colour and its whole name, over several lines where it is long: such names differ at their end. */
export function NamedClass({ value }: { value: number }) {
  const { classes } = useStudy()
  const named = classes[value]
  return (
    <span className="named-class">
      <span className="swatch" style={{ background: named?.colour }} />
      <span title={named?.name}>{named?.name ?? value}</span>
    </span>
  )
}
