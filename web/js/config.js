/** Where the API is; told by the server of this page. */
export const config = fetch('/config.json').then((response) => {
  if (!response.ok) throw new Error('The server of this page does not answer.');
  return response.json();
});
