import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Step, steps } from './draftSteps.ts'

/** Where one is on the way in. */
export function StepList({ step, done }: { step: Step; done: boolean }) {
  const { t } = useTranslation()
  const at = done ? steps.length : steps.indexOf(step)
  return (
    <ol className="bring-steps">
      {steps.map((name, i) => (
        <li key={name} aria-current={i === at ? 'step' : undefined} data-past={i < at}>
          <span className="number">{i < at ? <IconCheck size={13} stroke={3} /> : i + 1}</span>
          {t(`bring.steps.${name}`)}
        </li>
      ))}
    </ol>
  )
}
