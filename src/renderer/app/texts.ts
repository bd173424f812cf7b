import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import fr from './texts/fr.json' with { type: 'json' }
import zh from './texts/zh.json' with { type: 'json' }

/** Every language there is, by its own name. A new one is its file and a line here. */
export const languages = {
  en: { name: 'English', translation: en },
  zh: { name: '中文', translation: zh },
  de: { name: 'Deutsch', translation: de },
  fr: { name: 'Français', translation: fr },
}
export type Language = keyof typeof languages

const KEY = 'loco-language'
const isLanguage = (text: string | null): text is Language => text !== null && text in languages

/** Their codes, in the order in which they are offered. */
export const languageCodes: readonly Language[] = Object.keys(languages).filter(isLanguage)

/** The language chosen before, else the system's where there is one, else English. */
function languageAtFirst(): Language {
  const kept = localStorage.getItem(KEY)
  if (isLanguage(kept)) return kept
  const [system = ''] = navigator.language.split('-')
  return isLanguage(system) ? system : 'en'
}

export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    resources: Object.fromEntries(
      languageCodes.map((code) => [code, { translation: languages[code].translation }]),
    ),
    lng: languageAtFirst(),
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = i18next.language
}

/** The window speaks this language from now on, and when it is opened again. */
export function chooseLanguage(code: Language): void {
  localStorage.setItem(KEY, code)
  document.documentElement.lang = code
  void i18next.changeLanguage(code)
}
