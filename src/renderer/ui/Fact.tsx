import { Text, UnstyledButton } from '@mantine/core'
import { figure } from './shown.ts'

interface Props {
  readonly value: number
  readonly text: string
  readonly onClick?: (() => void) | undefined
}

/** A number and what it counts, as a card; given where it leads, a button. */
export function Fact({ value, text, onClick }: Props) {
  const inside = (
    <>
      <div className="big">{figure(value)}</div>
      <Text className="quiet" fz="sm">
        {text}
      </Text>
    </>
  )
  return onClick ? (
    <UnstyledButton className="card fact" onClick={onClick}>
      {inside}
    </UnstyledButton>
  ) : (
    <div className="card fact">{inside}</div>
  )
}
