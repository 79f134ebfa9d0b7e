/**
 * For a far end whose certificate has run out: for localhost, signed by itself, valid in January 2020 alone. The key is known
 * to everybody and protects nothing.
 */
export const expiredCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPWdP8hdFKoEOq9a7
fEl+yGGo37xLn+COBi+FqPqwLBOhRANCAASfsKdMnb2uqPF7IeNtr6iP/UpvvDVo
Sdoc7wY5XQeDgLEsMWvRHJPWAQC6gOSUQze/yi3VxmfnRioWuo9hyBpP
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBTjCB9KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAyMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJ+wp0ydva6o8Xsh422v
qI/9Sm+8NWhJ2hzvBjldB4OAsSwxa9Eck9YBALqA5JRDN7/KLdXGZ+dGKha6j2HI
Gk+jNzA1MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAdBgNVHQ4EFgQUkeS+8lQg5FcA
AWsnyVLxXu5lo5EwCgYIKoZIzj0EAwIDSQAwRgIhAP5ay/LevrC5YlcNlneWm2TD
gTFczjJ8mOoeiIs4IDB9AiEAl6hkmAZeBUR4NSeVeKGEbf8DW+1hmNiAh0prH0HJ
X5I=
-----END CERTIFICATE-----`,
} as const;
