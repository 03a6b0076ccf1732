// An identity server that others wrote, for mvn verify -Poidc. Usage: node provider.js <port> <redirect address>
//
// Whoever signs in as «name» is that person; as «name+fault» the id token of that one sign-in is spoilt on its way
// out. It is always signed anew, by the server's own key unless the fault is «forged», so that only what the fault
// names is wrong.
import { generateKeyPair, exportJWK, SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const own = await generateKeyPair('RS256', { extractable: true });
const foreign = await generateKeyPair('RS256');
const past = Math.floor(Date.now() / 1000) - 3600;

const faults = {
  forged: {},
  aud: { aud: 'another-client' },
  iss: { iss: 'https://evil.example' },
  exp: { exp: past, iat: past - 60 },
  nonce: { nonce: 'of-another-sign-in' },
};

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'erp-integrasjon',
    client_secret: 'hemmelig-nok-for-en-test',
    redirect_uris: [redirect],
  }],
  jwks: { keys: [{ ...await exportJWK(own.privateKey), kid: 'own', alg: 'RS256', use: 'sig' }] },
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'firm_id', 'firm_name', 'roles'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['a test has no secrets'] },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => person(id) }),
});

function person(id) {
  const name = id.split('+')[0];
  const firm = name === 'lone' ? {} : { firm_id: 'firm-7', firm_name: 'Fjordtall' };
  const roles = name === 'per' ? [] : ['admin'];
  return { sub: id, name: `${name[0].toUpperCase()}${name.slice(1)} Fjordheim`, roles, ...firm };
}

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token) {
    ctx.body.id_token = await spoilt(ctx.body.id_token);
  }
});

async function spoilt(token) {
  const claims = decodeJwt(token);
  const fault = claims.sub.split('+')[1];
  if (!fault) {
    return token;
  }
  return new SignJWT({ ...claims, ...faults[fault] })
    .setProtectedHeader(decodeProtectedHeader(token))
    .sign(fault === 'forged' ? foreign.privateKey : own.privateKey);
}

provider.listen(Number(port), '127.0.0.1', () => console.log(`listening at ${issuer}`));
