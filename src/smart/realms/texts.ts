/** The words that Keycloak's own pages have of Portico, by language. */
import type { Texts } from './representation.ts'

/** Both languages have every text, or it does not compile. */
const texts = {
  en: {
    porticoConsent: 'What you chose to share on the page before',
    porticoFhirUser: 'Record in FHIR',
    porticoPatient: 'Patients',
    porticoOrganization: 'Organizations',
  },
  es: {
    porticoConsent: 'Lo que eligió compartir en la página anterior',
    porticoFhirUser: 'Registro en FHIR',
    porticoPatient: 'Pacientes',
    porticoOrganization: 'Organizaciones',
  },
} as const satisfies Record<'en' | 'es', Record<string, string>>

/** The account console looks the text of a scope up by the whole of its reference, with dollar and braces. */
const withReference = (each: (typeof texts)['en' | 'es']): Texts => ({
  ...each,
  '${porticoConsent}': each.porticoConsent,
})

export const localizationTexts: Readonly<Record<'en' | 'es', Texts>> = {
  en: withReference(texts.en),
  es: withReference(texts.es),
}

export const locales: readonly string[] = Object.keys(texts)
