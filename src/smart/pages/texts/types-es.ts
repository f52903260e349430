/** Resource types and categories in plain Spanish. */
import type { CategoryWords, TypeWords } from './words.ts'

export const typesEs: TypeWords = {
  AllergyIntolerance: {
    name: 'Alergias',
    about: 'Alergias e intolerancias a medicinas, alimentos y otras cosas, y las reacciones que causan.',
  },
  CarePlan: { name: 'Planes de atención', about: 'Lo que se ha planeado para el tratamiento y el seguimiento.' },
  CareTeam: { name: 'Equipo de atención', about: 'Las personas y clínicas que participan en la atención.' },
  Condition: {
    name: 'Problemas de salud y diagnósticos',
    about: 'Enfermedades, diagnósticos y otras preocupaciones de salud, pasadas y actuales.',
  },
  Coverage: { name: 'Seguro médico', about: 'Planes de seguro y números de afiliación.' },
  Device: { name: 'Implantes y dispositivos', about: 'Dispositivos como un marcapasos o una prótesis.' },
  DiagnosticReport: { name: 'Informes de pruebas', about: 'Informes de laboratorio, de imágenes y de otros exámenes.' },
  DocumentReference: {
    name: 'Notas y documentos clínicos',
    about: 'Notas de visitas, resúmenes, cartas y otros papeles del expediente.',
  },
  Encounter: {
    name: 'Visitas',
    about: 'Citas, hospitalizaciones y otras visitas: cuándo, dónde, con quién y por qué.',
  },
  Endpoint: {
    name: 'Direcciones electrónicas',
    about: 'Dónde reciben mensajes seguros los profesionales y las clínicas.',
  },
  Goal: { name: 'Metas de salud', about: 'Metas acordadas para la atención, como un peso o una presión arterial.' },
  Immunization: { name: 'Vacunas', about: 'Vacunas que se pusieron, o no se pusieron, y cuándo.' },
  Location: { name: 'Lugares de atención', about: 'Nombres y direcciones de clínicas, consultorios y salas.' },
  Medication: { name: 'Detalles de medicinas', about: 'La composición de una medicina del expediente.' },
  MedicationDispense: { name: 'Medicinas de la farmacia', about: 'Medicinas que entregó una farmacia, y cuándo.' },
  MedicationRequest: {
    name: 'Recetas y medicinas',
    about: 'Medicinas recetadas o informadas, con sus dosis y fechas.',
  },
  Observation: {
    name: 'Resultados de pruebas, signos vitales y otras mediciones',
    about: 'Valores de laboratorio, presión arterial, peso, tabaquismo, respuestas a cuestionarios y más.',
  },
  Organization: {
    name: 'Clínicas y organizaciones',
    about: 'Nombres, direcciones y teléfonos de clínicas, laboratorios y aseguradoras.',
  },
  Patient: {
    name: 'Datos personales',
    about: 'Nombre, fecha de nacimiento, sexo, dirección, teléfono, idioma, raza y etnia.',
  },
  Practitioner: {
    name: 'Médicos y otros profesionales',
    about: 'Nombres y datos de contacto de quienes dieron la atención.',
  },
  PractitionerRole: {
    name: 'Funciones de los profesionales',
    about: 'Dónde trabajan los profesionales y sus especialidades.',
  },
  Procedure: { name: 'Procedimientos', about: 'Operaciones, tratamientos y otras cosas que se hicieron.' },
  Provenance: { name: 'Origen de los datos', about: 'Quién anotó un dato y cuándo.' },
  QuestionnaireResponse: {
    name: 'Respuestas a cuestionarios',
    about: 'Formularios que se llenaron, con todas sus respuestas.',
  },
  RelatedPerson: { name: 'Familia y contactos', about: 'Familiares, tutores y contactos de emergencia.' },
  ServiceRequest: { name: 'Órdenes y derivaciones', about: 'Pruebas, tratamientos y visitas que se ordenaron.' },
  Specimen: { name: 'Muestras', about: 'Sangre y otras muestras que se tomaron para pruebas.' },
}

export const categoriesEs: CategoryWords = {
  'encounter-diagnosis': { name: 'Diagnósticos de visitas', about: 'Lo que se diagnosticó en una visita.' },
  'problem-list-item': {
    name: 'Lista de problemas',
    about: 'Los problemas de salud a los que la clínica da seguimiento.',
  },
  'health-concern': { name: 'Preocupaciones de salud', about: 'Otras inquietudes sobre la salud que se anotaron.' },
  laboratory: { name: 'Resultados de laboratorio', about: 'Valores de análisis de sangre, orina y otras muestras.' },
  'social-history': {
    name: 'Historia social',
    about: 'Tabaco, alcohol, ocupación, embarazo y otros hábitos o situaciones.',
  },
  'vital-signs': { name: 'Signos vitales', about: 'Presión arterial, pulso, temperatura, estatura y peso.' },
  survey: { name: 'Encuestas', about: 'Respuestas y puntajes de cuestionarios, como uno sobre el ánimo.' },
  procedure: {
    name: 'Pruebas clínicas',
    about: 'Resultados de exámenes como un electrocardiograma o una prueba pulmonar.',
  },
  sdoh: {
    name: 'Condiciones de vida',
    about: 'Alimentación, vivienda, transporte y seguridad (determinantes sociales de la salud).',
  },
}
