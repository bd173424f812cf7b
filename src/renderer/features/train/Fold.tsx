import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'

/** A part of a card that is folded away until it is asked for. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  const content = useId()
  const [opened, setOpened] = useState(false)
  return (
    <div>
      <UnstyledButton
        className="fold"
        aria-expanded={opened}
        aria-controls={content}
        onClick={() => setOpened(!opened)}
      >
        <IconChevronDown size={16} style={{ rotate: opened ? '0deg' : '-90deg' }} />
        {title}
      </UnstyledButton>
      <div id={content} hidden={!opened}>
        {opened && children}
      </div>
    </div>
  )
}
