/** Written by `node build/native/pin.ts`: file name → SHA-256 of every native module that may be loaded. */
export const NATIVE_HASHES: Readonly<Record<string, string>> = {
  'argon2.darwin-arm64.node': 'e764ad71aff52cfb386e501f7348d715417856205cc11ae7d8bb6072027647cd',
  'argon2.darwin-x64.node': 'f7e8e15b749a8e27e8f773078871a14cebddc2557358345b62d4c40971e58473',
  'argon2.linux-arm64-gnu.node': '323090eec1aef10ddb685e398fc490056ea8b384b8bb4bfd845822ecf457fe09',
  'argon2.linux-arm64-musl.node': '8558204406a92545dcf781ed10e7a01bbccf2200b49e849a8574c35980e93640',
  'argon2.linux-x64-gnu.node': 'c5765fe04df2e2bb2cf38916837164344339ec4954cce51dd45c7d6848bd1f95',
  'argon2.linux-x64-musl.node': 'c191438d685e2c45609100c2556b6a2f844fcd9a3585643b124acac732cc1e42',
  'argon2.win32-arm64-msvc.node': 'd6efebb0e97f0fd594ef82a953915281d0f3de3adddaa9b8b4adf97eed4c0db7',
  'argon2.win32-x64-msvc.node': '86e578a41447210e16db8565d3eaee8661d29224f28a5656456362bda626bb91',
  'darwin-arm64.node': 'e220712cd3af9dd575fe4ac7973d5dbfbad3d22760b772a48f1eee977517ef5b',
  'darwin-x64.node': '4434dfa929e9b83fdc1ea34ee8739e764fcf09af8559ab039082b7b673b18805',
  'linux-arm64.node': 'e5c2b6bd85726bc53a4b8767d4bbb8be82feaad46b45b9c82c885cb02d54e7d0',
  'linux-x64.node': '3607ea18911c931085eaa896eb831260d549e9bcef2dd6e8896b5bb7a41ec6a8',
  'linuxmusl-arm64.node': '670af6edb9a5225bd1e934124c23494ba6a9f6f03bf7987d0729ab05a3b21734',
  'linuxmusl-x64.node': '98bd72b54e55a39bacb4c1eb65ecb2c91e1e69557b9d9f4a0a5a8444c6b742c3',
  'win32-arm64.node': '95ff36ee761a846fc4d0fae7eed209b47b21c8d41f5528f40d7beb5f30e62666',
  'win32-x64.node': 'd4f29082cde7efd5c1e85e794ba532efeef4f2f968c58cc54fe97c2095270262',
}
