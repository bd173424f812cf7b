import { Button, Group, Menu, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconEye, IconEyeOff, IconLink, IconTag, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFrames } from '../../../shared/contract/catalogue.ts'
import type { Modality } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { say } from '../../ui/say.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { AssignPatient } from './AssignPatient.tsx'
import type { Selection } from './useSelection.ts'

interface Props {
  readonly selection: Selection
  readonly total: number
  /** Whether the library shows the hidden frames. */
  readonly hidden: boolean
}

const LIGHTS: readonly Modality[] = ['NBI', 'WLI', 'other']

/** What can be done to the chosen frames at once; each act says what it did and can be taken back. */
export function SelectionBar({ selection, total, hidden }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const { can } = useMe()
  const [tag, setTag] = useState('')
  const { frames } = selection
  if (!frames) return null
  const act = (text: string, work: (frames: ChosenFrames) => Promise<{ action: number; frames: number }>) => {
    work(frames).then(({ action, frames: count }) => {
      selection.clear()
      const id = say(
        <Group justify="space-between" wrap="nowrap">
          <Text fz="sm">{t(text, { count })}</Text>
          {can('arrange') && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                notifications.hide(id)
                client.catalogue.undo({ action }).catch(showFailure)
              }}
            >
              {t('library.undo')}
            </Button>
          )}
        </Group>,
        { autoClose: 12_000 },
      )
    }, showFailure)
  }
  const addTag = () => {
    const name = tag.trim()
    if (name === '') return
    setTag('')
    act('library.didTag', (chosen) => client.catalogue.tag({ frames: chosen, name }))
  }
  return (
    <div className="selection" role="toolbar" aria-label={t('library.chosenBar')}>
      <Text fw={600}>{t('library.chosen', { count: selection.count })}</Text>
      {selection.count < total && (
        <Button size="compact-sm" variant="subtle" onClick={() => selection.all(total)}>
          {t('library.chooseAll', { count: total })}
        </Button>
      )}
      <span style={{ flex: 1 }} />
      {can('label') && (
        <TextInput
          size="xs"
          w={160}
          placeholder={t('library.tagPlaceholder')}
          aria-label={t('library.tagPlaceholder')}
          leftSection={<IconTag size={14} />}
          value={tag}
          onChange={(event) => setTag(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && addTag()}
        />
      )}
      {can('arrange') && (
        <>
          <Menu>
            <Menu.Target>
              <Button size="xs" variant="default">
                {t('library.setLight')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {LIGHTS.map((modality) => (
                <Menu.Item
                  key={modality}
                  onClick={() =>
                    act('library.didLight', (chosen) =>
                      client.catalogue.setModality({ frames: chosen, modality }),
                    )
                  }
                >
                  {modality}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <AssignPatient
            disabled={!('ids' in frames)}
            onAssign={(patient, examination) =>
              act('library.didAssign', (chosen) =>
                client.catalogue.assign({ ids: 'ids' in chosen ? chosen.ids : [], patient, examination }),
              )
            }
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLink size={14} />}
            disabled={selection.count < 2 || selection.count > 50}
            onClick={() =>
              act('library.didLink', (chosen) => client.catalogue.link({ frames: chosen, linked: true }))
            }
          >
            {t('library.link')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={hidden ? <IconEye size={14} /> : <IconEyeOff size={14} />}
            onClick={() =>
              act(hidden ? 'library.didShow' : 'library.didHide', (chosen) =>
                client.catalogue.hide({ frames: chosen, hidden: !hidden }),
              )
            }
          >
            {t(hidden ? 'library.show' : 'library.hide')}
          </Button>
        </>
      )}
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} />}
        onClick={selection.clear}
      >
        {t('library.leave')}
      </Button>
    </div>
  )
}
