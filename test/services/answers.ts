/** The URL of a server -> whether it answers. */
import { connect } from 'node:net'

const ports: Readonly<Record<string, number>> = { 'postgres:': 5432, 'mysql:': 3306, 'mariadb:': 3306, 'mssql:': 1433 }

/** Whether something listens where the URL says. */
export function answers(server: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(server)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || ports[protocol] || 0, timeout: 500 })
    const say = (answer: boolean): void => (socket.destroy(), resolve(answer))
    socket.on('connect', () => say(true))
    socket.on('error', () => say(false))
    socket.on('timeout', () => say(false))
  })
}
