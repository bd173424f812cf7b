import { ActionIcon, Popover, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** A (?) that says in a sentence or two what stands beside it. */
export function Explained({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <Popover width={340} withArrow shadow="md" position="bottom">
      <Popover.Target>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('figure.why')}>
          <IconHelpCircle size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fz="sm">{text}</Text>
      </Popover.Dropdown>
    </Popover>
  )
}
