import { Button, Collapse, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import { JobBar } from '../../ui/JobBar.tsx'
import { toggled } from '../../ui/toggled.ts'
import type { SurveyedProps } from './Draft.ts'
import { GroupFrames } from './GroupFrames.tsx'
import { PatientChips } from './PatientChips.tsx'
import { apart, groupsOf, joined, type PatientGroup, parted, renamedTo } from './patients.ts'
import { useOtherWays } from './useOtherWays.ts'

/** Step three: which frames show one patient. */
export function PatientsStep({ draft, change, survey }: SurveyedProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [advanced, setAdvanced] = useState(false)
  const { patients, way } = draft
  const settle = (groups: readonly PatientGroup[], stillChosen: readonly string[] = []) => {
    change({ patients: groups, splits: undefined })
    setChosen(new Set(stillChosen))
  }
  const follow = (next: ImportSurvey['ways'][number], ways = survey.ways) => {
    setChosen(new Set())
    change({ survey: { ...survey, ways }, way: next.kind, patients: groupsOf(next), splits: undefined })
  }
  const other = useOtherWays(draft, survey, follow)
  const toggle = (name: string) => setChosen((now) => toggled(now, name))
  const [only] = chosen.size === 1 ? patients.filter(({ name }) => chosen.has(name)) : []
  const kinds = [...survey.ways.map(({ kind }) => kind)]
  const canCompare = !kinds.includes('alike') && !survey.identified
  return (
    <Stack gap="md">
      <Text>{t(`bring.ask.${way}`, { count: patients.length, frames: survey.frames.length })}</Text>
      <Group align="flex-end" gap="sm">
        <Select
          label={t('bring.way')}
          w={320}
          allowDeselect={false}
          value={way}
          data={[
            ...kinds.map((kind) => ({ value: kind as string, label: t(`bring.ways.${kind}`) })),
            ...(canCompare ? [{ value: 'alike', label: t('bring.ways.alike') }] : []),
          ]}
          onChange={(value) => {
            const next = survey.ways.find(({ kind }) => kind === value)
            if (next) follow(next)
            else if (value === 'alike') other.compare()
          }}
        />
        {!survey.identified && (
          <Button variant="subtle" aria-expanded={advanced} onClick={() => setAdvanced((now) => !now)}>
            {t('bring.advanced')}
          </Button>
        )}
      </Group>
      <Collapse expanded={advanced}>
        <PatternField onTry={other.tryPattern} />
      </Collapse>
      {other.progress && <JobBar progress={other.progress} onStop={other.stop} />}
      <Group gap="xs" mih={36}>
        {chosen.size === 0 && (
          <Text className="quiet" fz="sm">
            {t('bring.chooseToChange')}
          </Text>
        )}
        {chosen.size > 1 && (
          <Button size="xs" onClick={() => settle(joined(patients, chosen), first(patients, chosen))}>
            {t('bring.join', { count: chosen.size })}
          </Button>
        )}
        {only && only.frames.length > 1 && (
          <Button size="xs" variant="default" onClick={() => settle(apart(patients, only.name))}>
            {t('bring.apart')}
          </Button>
        )}
        {chosen.size > 0 && (
          <Button size="xs" variant="subtle" onClick={() => setChosen(new Set())}>
            {t('bring.unchoose')}
          </Button>
        )}
      </Group>
      {only && (
        <GroupFrames
          key={only.name}
          group={only}
          survey={survey}
          onRename={(to) => settle(renamedTo(patients, only.name, to))}
          onPart={(frames) => settle(parted(patients, only.name, frames))}
        />
      )}
      <PatientChips patients={patients} survey={survey} chosen={chosen} onToggle={toggle} />
    </Stack>
  )
}

const first = (patients: readonly PatientGroup[], chosen: ReadonlySet<string>) =>
  patients
    .filter(({ name }) => chosen.has(name))
    .map(({ name }) => name)
    .slice(0, 1)

function PatternField({ onTry }: { onTry: (pattern: string) => void }) {
  const { t } = useTranslation()
  const [pattern, setPattern] = useState('')
  return (
    <Group align="flex-start" gap="sm">
      <TextInput
        w={320}
        label={t('bring.pattern')}
        placeholder="^(\w+?)_(\d+)"
        description={t('bring.patternText')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={pattern}
        onChange={(event) => setPattern(event.currentTarget.value)}
      />
      <Button mt={24} variant="default" disabled={pattern === ''} onClick={() => onTry(pattern)}>
        {t('bring.tryPattern')}
      </Button>
    </Group>
  )
}
