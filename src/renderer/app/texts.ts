import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import fr from './texts/fr.json' with { type: 'json' }
import zh from './texts/zh.json' with { type: 'json' }

/** Every language there is. A new one is its file and a line here. */
const languages = {
  en: { translation: en },
  zh: { translation: zh },
  de: { translation: de },
  fr: { translation: fr },
}
type Language = keyof typeof languages

const KEY = 'loco-language'
const isLanguage = (text: string | null): text is Language => text !== null && text in languages

/** The language chosen before, else the system's where there is one, else English. */
function languageAtFirst(): Language {
  const kept = localStorage.getItem(KEY)
  if (isLanguage(kept)) return kept
  const [system = ''] = navigator.language.split('-')
  return isLanguage(system) ? system : 'en'
}

export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    resources: languages,
    lng: languageAtFirst(),
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = i18next.language
}

/** Goes on to the next language in the list, and remembers it. */
export function switchLanguage(): void {
  const all = Object.keys(languages)
  const next = all[(all.indexOf(i18next.language) + 1) % all.length] ?? 'en'
  localStorage.setItem(KEY, next)
  document.documentElement.lang = next
  void i18next.changeLanguage(next)
}
