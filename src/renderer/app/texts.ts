import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './texts/en.json' with { type: 'json' }

/** Every language there is. A new one is its file and a line here. */
const languages = { en: { translation: en } }

export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    resources: languages,
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
}
