/** The pages' words in Spanish. */
import type { AboutTexts, ConsentTexts, ErrorTexts, PickerTexts, Texts } from './texts.ts'
import { categoriesEs, typesEs } from './types-es.ts'

const period = (days: number): string => {
  const months = Math.round(days / 30.4)
  if (months >= 2) return `${months} meses`
  return days === 1 ? '1 día' : `${days} días`
}

const about: AboutTexts = {
  app: 'Aplicación',
  person: 'Sesión iniciada como',
  patient: 'Expediente de',
  self: (name) => `${name} (usted)`,
  destination: 'Envía los datos a',
  place: ({ kind, name }) =>
    kind === 'web'
      ? name
      : name === ''
        ? 'una aplicación en este dispositivo'
        : `una aplicación en este dispositivo (${name})`,
  policy: (app) => `Cómo trata ${app} sus datos`,
}

const consent: ConsentTexts = {
  title: (app) => `¿Compartir datos con ${app}?`,
  lead: (app, clinic) => `${app} pide ver datos de salud en ${clinic}. Desmarque lo que no deba ver.`,
  readOnly: 'Solo puede ver los datos. No puede cambiar ni agregar nada.',
  records: {
    patient: (app) => `Lo que ${app} puede ver`,
    user: (app) => `Lo que ${app} puede ver de los expedientes que usted puede ver en la clínica`,
  },
  recordsHint: {
    patient: 'Todo se refiere al paciente nombrado arriba, y a nadie más.',
    user: 'Son los datos de todos los pacientes cuyos expedientes usted puede abrir. La aplicación no ve más que usted.',
  },
  none: 'La aplicación no pide datos de salud.',
  tickAll: 'Marcar todo',
  tickNone: 'Desmarcar todo',
  parts: (type) => `Partes de «${type}»`,
  partsHint: 'Si desmarca una parte, tampoco se comparten los datos que no pertenecen a ninguna de ellas.',
  everything: { name: 'Todos los datos de salud', about: 'A esta aplicación se le puede dar todo o nada.' },
  others: (names) => ({
    name: 'Otros datos de salud',
    about: `${names.join(', ')}. A esta aplicación solo se le pueden dar junto con todo lo anterior.`,
  }),
  leftOut: 'Lo que usted excluyó la última vez no está marcado.',
  summary: {
    plain: (app) => `«Permitir» comparte con ${app} lo que está marcado arriba.`,
    identity: (app) => `«Permitir» le dice a ${app} quién es usted, y no comparte datos de salud.`,
    all: (app) => `«Permitir» comparte con ${app} todos los datos de arriba.`,
    some: (app) => `«Permitir» comparte con ${app}:`,
    more: 'y otros',
    nothing: (app) => `No hay nada marcado: «Permitir» no comparte datos de salud con ${app} ni mantiene el acceso.`,
    kept: (_, days) => `Mantiene el acceso hasta que no lo haya usado durante ${period(days)}.`,
    session: 'El acceso termina con su sesión.',
  },
  limited: (condition) => `Solo donde ${condition}`,
  readAlone: 'Solo datos sueltos que la aplicación ya conoce.',
  searchAlone: 'Solo mediante búsquedas.',
  facts: 'Se comparte en todo caso',
  fact: {
    identity: 'Quién es usted: un identificador de su cuenta y su registro aquí.',
    patient: 'Qué paciente se eligió.',
    encounter: 'Qué visita está abierta.',
  },
  offline: 'Cuando usted no está',
  offlineName: 'Mantener el acceso cuando no esté usando la aplicación',
  offlineAbout: (app, days) =>
    `${app} podrá ver en cualquier momento lo que usted marcó, sin pedirle que inicie sesión otra vez. Esto termina cuando la aplicación no lo haya usado durante ${period(days)}, o en cuanto usted lo retire. Sin esto, termina con su sesión.`,
  onlineOnly: 'La aplicación pide acceso solo mientras su sesión esté abierta.',
  withdrawTitle: 'Si cambia de opinión',
  withdraw: 'Puede dejar de compartir en cualquier momento, en «Aplicaciones» de',
  account: 'su cuenta',
  allow: 'Permitir',
  deny: 'No permitir',
}

const picker: PickerTexts = {
  title: 'Elija un paciente',
  lead: (app) => `¿De quién es el expediente que debe abrir ${app}? En la página siguiente puede elegir lo que verá.`,
  staffLead: (app) => `${app} se abre con un solo paciente. Busque al paciente y elíjalo.`,
  patients: 'Pacientes cuyo expediente puede abrir',
  results: 'Pacientes encontrados',
  self: 'usted',
  formerly: (name) => `antes ${name}`,
  alsoCalled: (name) => `también ${name}`,
  born: (date) => `Nacimiento: ${date}`,
  chart: (number) => `Expediente ${number}`,
  genders: { male: 'Masculino', female: 'Femenino', other: 'Otro género', unknown: 'Género desconocido' },
  choose: 'Continuar',
  cancel: 'Cancelar',
  search: 'Buscar',
  searchHint: 'Llene uno o más campos.',
  name: 'Nombre',
  nameHint: 'Apellido, nombre, o el comienzo de ambos.',
  birthDate: 'Fecha de nacimiento',
  chartNumber: 'Número de expediente',
  searchButton: 'Buscar',
  found: (count) => (count === 1 ? 'Se encontró 1 paciente.' : `Se encontraron ${count} pacientes.`),
  none: 'No se encontró ningún paciente. Revise la ortografía o llene menos campos.',
  more: (count) => `Se muestran los primeros ${count} pacientes; hay más. Llene otro campo para limitar la búsqueda.`,
  noneOwn: 'No hay expedientes que pueda abrir con esta cuenta.',
  problems: {
    'choose-one': 'Elija un paciente para continuar.',
    'patient-refused': 'No puede abrir el expediente de este paciente. Elija otro.',
    'nothing-asked': 'Indique un nombre, una fecha de nacimiento o un número de expediente.',
    'name-too-short': 'Indique al menos dos letras del nombre.',
    'birth-date-invalid': 'Esto no es una fecha. Indique el año, el mes y el día.',
    'too-wide':
      'La búsqueda es demasiado amplia. Indique más del apellido, una fecha de nacimiento o un número de expediente.',
  },
}

const errors: ErrorTexts = {
  kinds: {
    expired: {
      title: 'Esta página caducó',
      text: 'Estuvo abierta demasiado tiempo o ya se usó. Vuelva a la aplicación y empiece de nuevo.',
    },
    'request-wrong': {
      title: 'La aplicación cometió un error',
      text: 'No se puede responder a lo que pidió la aplicación. No es culpa suya; por favor avise a quien hizo la aplicación.',
    },
    'launch-unknown': {
      title: 'La aplicación ya no se puede abrir de esta manera',
      text: 'Los datos con los que se abrió ya se usaron o son demasiado antiguos. Ábrala de nuevo desde el expediente.',
    },
    'no-patient': {
      title: 'No hay expedientes con esta cuenta',
      text: 'Su cuenta no está vinculada al expediente de ningún paciente. Pida a la clínica que la vincule.',
    },
    'no-organization': {
      title: 'Esta cuenta no pertenece a la clínica',
      text: 'La aplicación pidió datos de una clínica a la que su cuenta no pertenece.',
    },
    'not-allowed': {
      title: 'No puede abrir este expediente',
      text: 'Su cuenta no tiene derecho al expediente con el que se iba a abrir la aplicación.',
    },
    'too-many-requests': { title: 'Demasiados intentos', text: 'Espere unos minutos y vuelva a intentarlo.' },
    unavailable: {
      title: 'No disponible en este momento',
      text: 'No se puede alcanzar algo que hace falta para esto. No se compartió nada. Vuelva a intentarlo en unos minutos.',
    },
    'not-found': { title: 'Esta página no existe', text: 'Vuelva a la aplicación y empiece de nuevo.' },
  },
  details: 'Detalles para quien hizo la aplicación',
  reference: (id) => `Referencia: ${id}`,
  again: 'Empezar de nuevo',
}

export const es: Texts = {
  frame: { language: 'Español', languages: 'Idioma', support: 'Ayuda', problem: 'Problema' },
  about,
  consent,
  picker,
  organizations: {
    title: 'Elija una clínica',
    lead: (app) => `Usted pertenece a varias clínicas. ¿En cuál desea usar ${app}?`,
    legend: 'Sus clínicas',
    problem: 'Elija una clínica para continuar.',
  },
  errors,
  types: typesEs,
  categories: categoriesEs,
}
