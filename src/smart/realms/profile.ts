/** What Portico knows of a person -> attributes of Keycloak's user profile that only an administrator sees and edits. https://www.keycloak.org/docs/latest/server_admin/#user-profile */
import type { Component, ProfileAttribute, UserProfile } from './representation.ts'

const administrators = { view: ['admin'], edit: ['admin'] }
const everyone = { view: ['admin', 'user'], edit: ['admin', 'user'] }

const own = (name: string, displayName: string, multivalued = false): ProfileAttribute => ({
  name,
  displayName,
  multivalued,
  // Who could edit these could read the chart of anyone.
  permissions: administrators,
})

/** `fhirUser`: the resource that the person is. `patient`: the charts that the account is of. `organization`: where. */
export const porticoAttributes: readonly ProfileAttribute[] = [
  own('fhirUser', '${porticoFhirUser}'),
  own('patient', '${porticoPatient}', true),
  own('organization', '${porticoOrganization}', true),
]

const named = (name: string, displayName: string): ProfileAttribute => ({
  name,
  displayName,
  validations: { length: { max: 255 }, 'person-name-prohibited-characters': {} },
  required: { roles: ['user'] },
  permissions: everyone,
})

/** As Keycloak's own, and ours. No `unmanagedAttributePolicy`: an attribute that nobody declared does not exist. */
const profile: UserProfile = {
  attributes: [
    {
      name: 'username',
      displayName: '${username}',
      validations: {
        length: { min: 3, max: 255 },
        'username-prohibited-characters': {},
        'up-username-not-idn-homograph': {},
      },
      permissions: everyone,
    },
    {
      name: 'email',
      displayName: '${email}',
      validations: { email: {}, length: { max: 255 } },
      permissions: everyone,
    },
    named('firstName', '${firstName}'),
    named('lastName', '${lastName}'),
    ...porticoAttributes,
  ],
}

export const profileComponent: Component = {
  name: 'user profile',
  providerId: 'declarative-user-profile',
  config: { 'kc.user.profile.config': [JSON.stringify(profile)] },
}
