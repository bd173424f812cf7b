import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useOpened } from './useOpened.ts'

interface Props {
  /** What it is remembered by. */
  readonly id: string
  readonly title: string
  /** Whether it is open until a person has said otherwise. */
  readonly open?: boolean
  /** Whether it is open for now, whatever a person has said. */
  readonly forced?: boolean
  readonly children: ReactNode
}

/** A part of the side panel that can be folded away; it stays as it was left. */
export function Section({ id, title, open = true, forced = false, children }: Props) {
  const content = useId()
  const [kept, toggle] = useOpened(`loco-section-${id}`, () => open)
  const opened = kept || forced
  return (
    <section>
      <UnstyledButton
        className="section-name section-toggle"
        aria-expanded={opened}
        aria-controls={content}
        onClick={toggle}
      >
        {title}
        <IconChevronDown size={14} style={{ rotate: opened ? '0deg' : '-90deg' }} />
      </UnstyledButton>
      <div id={content} hidden={!opened}>
        {opened && children}
      </div>
    </section>
  )
}
