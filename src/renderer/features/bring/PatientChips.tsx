import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import type { PatientGroup } from './patients.ts'

const SHOWN = 120

interface Props {
  readonly patients: readonly PatientGroup[]
  readonly survey: ImportSurvey
  readonly chosen: ReadonlySet<string>
  readonly onToggle: (name: string) => void
}

/** Each patient as a chip: a picture, a name, how many frames. */
export function PatientChips({ patients, survey, chosen, onToggle }: Props) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const pictures = new Map([...survey.stills, ...survey.samples].map(({ key, picture }) => [key, picture]))
  const pictureOf = ({ frames }: PatientGroup) => {
    const shown = frames.find((i) => pictures.has(survey.frames[i]?.key ?? ''))
    return shown === undefined ? undefined : pictures.get(survey.frames[shown]?.key ?? '')
  }
  const shown = all ? patients : patients.slice(0, SHOWN)
  return (
    <>
      <div className="bring-chips">
        {shown.map((group) => {
          const picture = pictureOf(group)
          return (
            <UnstyledButton
              key={group.name}
              className="chip"
              aria-pressed={chosen.has(group.name)}
              onClick={() => onToggle(group.name)}
            >
              {picture ? (
                <img src={`data:image/jpeg;base64,${picture}`} alt="" />
              ) : (
                <span className="blank" />
              )}
              <span className="texts">
                <span className="cut" title={group.name}>
                  {group.name}
                </span>
                <span className="quiet">{t('bring.framesCounted', { count: group.frames.length })}</span>
              </span>
            </UnstyledButton>
          )
        })}
      </div>
      {shown.length < patients.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('bring.showAll', { count: patients.length })}
        </Button>
      )}
    </>
  )
}
