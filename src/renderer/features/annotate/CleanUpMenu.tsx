import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { grown, smoothed, withHolesFilled, withoutIslands } from '../../../shared/domain/cleanUp.ts'
import type { Mask } from '../../../shared/domain/mask.ts'

/** Parts below this many pixels are islands. */
const ISLAND = 64
const STEP = 2

const WORKS = {
  holes: withHolesFilled,
  islands: (mask: Mask, value: number) => withoutIslands(mask, value, ISLAND),
  smooth: (mask: Mask, value: number) => smoothed(mask, value, STEP),
  grow: (mask: Mask, value: number) => grown(mask, value, STEP),
  shrink: (mask: Mask, value: number) => grown(mask, value, -STEP),
} as const

interface Props {
  readonly disabled: boolean
  readonly onCleanUp: (work: (mask: Mask, value: number) => Mask) => void
  readonly onRepeat: (() => void) | undefined
}

/** What can be done to the class in hand at once, each as one step; and the mask of the frame before. */
export function CleanUpMenu({ disabled, onCleanUp, onRepeat }: Props) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <Menu position="top-start" disabled={disabled} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('annotate.cleanUp')} disabled={opened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('annotate.cleanUp')}
            disabled={disabled}
          >
            <IconSparkles size={19} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(WORKS) as (keyof typeof WORKS)[]).map((name) => (
          <Menu.Item key={name} onClick={() => onCleanUp(WORKS[name])}>
            {t(`annotate.cleanUps.${name}`, { pixels: name === 'islands' ? ISLAND : STEP })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!onRepeat} onClick={() => onRepeat?.()}>
          {t('annotate.repeat')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
