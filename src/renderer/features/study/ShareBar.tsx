interface Props {
  readonly part: number
  readonly whole: number
}

/** How much of something is labelled, as a bar. */
export function ShareBar({ part, whole }: Props) {
  return (
    <div className="bar">
      <span
        style={{
          width: `${(100 * part) / Math.max(1, whole)}%`,
          background: 'var(--mantine-color-teal-6)',
        }}
      />
    </div>
  )
}
