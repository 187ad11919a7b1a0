export interface PublicAddresses {
  /** Public address of REST; `apiPort` of whatever host served the page if it is missing. */
  readonly apiUrl: string | undefined;
  readonly apiPort: number;
  /** Public address of the sockets; that of REST if it is missing. */
  readonly realtimeUrl: string | undefined;
}

/** What a page needs to know, without a slash at the end. */
export interface Addresses {
  readonly apiUrl: string;
  readonly realtimeUrl: string;
}

const HOST_NAME = /^([a-z\d.-]+|\[[a-f\d:.]+\])$/i;

/** Where the API is for a page that was asked for under this host. What is no host name is not repeated. */
export function addressesFor(known: PublicAddresses, protocol: string, hostname: string): Addresses {
  const host = HOST_NAME.test(hostname) ? hostname : 'localhost';
  const apiUrl = (known.apiUrl ?? `${protocol}://${host}:${known.apiPort}`).replace(/\/+$/, '');
  return { apiUrl, realtimeUrl: (known.realtimeUrl ?? apiUrl).replace(/\/+$/, '') };
}
