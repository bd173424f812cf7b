import { Button, Checkbox, Group, ScrollArea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import { toggled } from '../../ui/toggled.ts'
import type { PatientGroup } from './patients.ts'

const SHOWN = 500

interface Props {
  readonly group: PatientGroup
  readonly survey: ImportSurvey
  readonly onRename: (name: string) => void
  readonly onPart: (frames: ReadonlySet<number>) => void
}

/** One patient's frames: their name, and some of them made another patient. */
export function GroupFrames({ group, survey, onRename, onPart }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState(group.name)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (frame: number) => setChosen((now) => toggled(now, frame))
  return (
    <div className="card">
      <Group align="flex-end" gap="sm" mb="sm">
        <TextInput
          w={260}
          size="sm"
          label={t('bring.patientName')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && onRename(name)}
        />
        <Button size="sm" variant="default" disabled={name === group.name} onClick={() => onRename(name)}>
          {t('bring.rename')}
        </Button>
        {group.frames.length > 1 && (
          <Button
            size="sm"
            variant="default"
            disabled={chosen.size === 0 || chosen.size === group.frames.length}
            onClick={() => onPart(chosen)}
          >
            {t('bring.part', { count: chosen.size })}
          </Button>
        )}
      </Group>
      {group.frames.length > 1 && (
        <ScrollArea.Autosize mah={160} type="auto">
          <div className="bring-frames">
            {group.frames.slice(0, SHOWN).map((frame) => (
              <Checkbox
                key={frame}
                size="xs"
                label={survey.frames[frame]?.key.split('/').at(-1)}
                checked={chosen.has(frame)}
                onChange={() => toggle(frame)}
              />
            ))}
          </div>
        </ScrollArea.Autosize>
      )}
    </div>
  )
}
