import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconEraserOff, IconTools } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CleanUp, cleanUps } from '../acts/cleanUps.ts'
import type { FrameActs } from '../acts/FrameActs.ts'

/** What can be done to the class in hand at once, each as one step; and masks taken from other frames. */
export function CleanUpMenu({ disabled, acts }: { disabled: boolean; acts: FrameActs }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <Menu position="top-end" disabled={disabled} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('annotate.cleanUp')} disabled={opened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('annotate.cleanUp')}
            disabled={disabled}
          >
            <IconTools size={19} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(cleanUps) as CleanUp[]).map((name) => (
          <Menu.Item key={name} onClick={() => acts.cleanUp(name)}>
            {t(`commands.clean.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={acts.snap}>{t('commands.snap')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => acts.copyFrom('previous', 'plain')}>{t('commands.repeat.plain')}</Menu.Item>
        <Menu.Item onClick={() => acts.copyFrom('previous', 'aligned')}>
          {t('commands.repeat.aligned')}
        </Menu.Item>
        <Menu.Item onClick={() => acts.copyFrom('previous', 'snapped')}>
          {t('commands.repeat.snapped')}
        </Menu.Item>
        <Menu.Item onClick={() => acts.copyFrom('next', 'plain')}>{t('commands.repeat.next')}</Menu.Item>
        <Menu.Item onClick={acts.interpolate}>{t('commands.interpolate')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconEraserOff size={16} />} onClick={acts.proposeIgnored}>
          {t('commands.nuisances')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
