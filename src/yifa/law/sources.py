"""The laws the rules cite, each article with the fingerprint of the text it was read in.

``APL("44")`` gives a ``Cite`` with its fingerprint. An article missing from a law held here is a KeyError when the rule is
imported: whoever cites an article reads it first. Of laws with ``prints=None`` the text is not held, only notes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yifa.kernel.citation import Cite


@dataclass(frozen=True, slots=True)
class Law:
    """A law by its short title, with the fingerprints (``kernel.citation.fingerprint``) of the articles that were read."""

    title: str
    prints: Mapping[str, str] | None = None

    def __call__(self, article: str, paragraph: int | None = None, item: int | None = None) -> Cite:
        """The place in this law; ``paragraph`` and ``item`` count from 1."""
        return Cite(self.title, article, paragraph, item, None if self.prints is None else self.prints[article])


#: rev. 2021-01-22
APL = Law(
    "行政处罚法",
    {
        "5": "3e4b6c3830183f1c3ec52a2d9c7c9298e35a2d94b1d091bf736ca839b4bb46ac",
        "8": "221be0ba59125fd4f8aa28f096695390084d58ac98ba323d4b64749944091898",
        "9": "78ef86fe05ae51553e5244a63cb4c2b56ff698d751df6866d1064c256bdbbd30",
        "10": "9d12973e8d3e22ad6dfcc9e7f97ada271122217f1f5e804afddb9c1e68ba6ae2",
        "11": "bff446dc30f9d0d3d4f633e046a4b434575d48ab47518f36a9cde1d799d5d53d",
        "12": "6921404c8e78cc15ef4ecc1c811537a8618c95d8f7a6483006cf1e2488ca6fca",
        "13": "81088267aa3f5af7d56896220a46edb97cb0cb7eaa80ff9bb9b4c9455f42f449",
        "14": "55f5e315f00d6521d04ac3954938899b8105ef40d7c39be79e113d6b7fdea6cd",
        "16": "ae1b1d398a5571baf22a36479130b75da61326328cd9dbc7dd432e750641aadc",
        "17": "fe05659f4d177aff5fdf9f4c07d9775ad83808829e88db3d25c737f39769442b",
        "18": "781595808eb674164376c1f13aac12835302a5be93b3c2bd90f9a787b211d57a",
        "19": "d1b0dabca26331c3c39be3892d4406706c652b9f499538722d17a5f81b076e82",
        "20": "4748ac21c4bd0bb51c411b898ec67a823d73e6c0e86b0a396f7165a733b0f219",
        "21": "57135cd60c9eb4ac6ce398044e7a31720edbadc19ca3edb28d7a68ace144aa80",
        "22": "314f2266559e987ff407834595d50ac2bf22fff374febfe1e26b3130c3599da2",
        "23": "1cfd21c7215523d518f474d3f8dd2df703ba7777768fa1ad729ae5a9a2487675",
        "24": "a0b86efb7bca261ccb4fa09db2929586fb54772ed4bb94b4f6336cf6f67dc996",
        "25": "1d3f8f367eebd8db326d2c073f62fbd614badce616493b7b59943dea7408d6f7",
        "26": "3e44433c95906d9ccf0c8e40251cc1b65f257933a05a560f66e0446dffa861dc",
        "27": "f2dd313e5201e72136a97fc2f2e5209a6526c2a8f09c83bddbee292b4865f0a6",
        "29": "c8190eac7cdfb5dfdd19882730f355da4217afc71ca4b7e76b1df7f3b7409e9e",
        "30": "2a4930fb3694b39b15e817f823bdeec7c1c05a8395c6c10cc3238a7b65dcdf11",
        "31": "b127fa0d570c5cdcf7b6e8e4ed5c8351dcaaa0921045125c86e1e2bb75424505",
        "32": "aefc205f92ccdd71c092fa51c5c480ac425ecaa5316034b8be45603cba01103f",
        "33": "8c10a68a74a718deb3a6f64138fb3a29a2f8bfedf2cb476d19355a7ad22f7101",
        "34": "693febe2b21055923647e013dad44cfe70ba232a827d0fc0cc22222c2d5461a2",
        "35": "20eff490fa48b5b08a395b86ebd731f17a1641dd4c4a790fc8eda6b35c301728",
        "36": "0b3b43d08421fcc104ed454769fad6a038ffe669be39bf0df4b161137c47d294",
        "37": "371724e7b7cd790f997736fde799196847da43bfbcaf8a59459c1e35e33af4cf",
        "38": "1dc7bc361aaf4c92214c75acb1c1c85bf0ecad95d7f3b992ee853ffa0b851ee4",
        "39": "faa2fe0e1e7417902233560f680a5965f676479f59ef7f9c47726c1747923898",
        "40": "1f5bdb0141cf20e8b1ba07ca6f1f8ee0594251dae9ab4b6d84823c8b975f689d",
        "41": "2233807a7b5c3a95ddcea15875449b4ff33552a7e3b390f3fedf0132a15c2a4d",
        "42": "cd76091f1bb0c019161b6666d0fffe5448d103cc90e9af23b4aff7bf149e0a48",
        "43": "982c8aa67c336f8a3575cfe890af4c20d821ffa4793aa82eee22ebce14770415",
        "44": "72626b7f94403025f77900b5dbb0d78628f11df4e7dc9dc04553a553bc8bdb8c",
        "45": "2438da9bc6f91ba41dc9ff8c7b2a76ceb1da0e84cfc80f30e92f7fd4964b3a4b",
        "46": "b5cc6f3e5680f3467260ad24d002c77c44858bf73feb14e2700c9db32335a191",
        "47": "c3feb83ef6190a9a15825f7d16adc3859fba836e9eae8a287de14b8147df8db5",
        "48": "6eb4ab126d6582a291ee7f7028a15b7f43272e9664a3fbde9e5d8d7d162ea0a6",
        "49": "7046c4f9dbc26eba78236e1ce0dd3d31a7f58483e246052318fce9aa384e651c",
        "50": "bcd884d136dd8718d9d562ea6511209ca7e6ed0fd4b87360b877b15da190d4cb",
        "51": "6e9473c9bf68d42e72287ab97e2ddde6d287df21a7908f5697b1cbabe0edb2fa",
        "52": "80293d9c16e21bc12e62f4ad21fe4bd42b7eb24c5aeacd702d7534078fa42d6b",
        "54": "54b389b2b669937a3928d81f6990db539ca1cb7133b767968b280e0c7ef29be9",
        "55": "92dcd9649544e0f5c4e2dae3f11994e53d7e51cc5eb420d6ba341e033bcbfe29",
        "56": "d320f3597dec1b6a4ecc64955a5691ebc7b208d49289474986bbd1b983aac146",
        "57": "2c8df6faedc0d029e536cf15a84c65eff0d6058dd23a060a4ae3cf139c7d1416",
        "58": "b5390c2f2433ef19c98718135817dc7743030897dbc330185a3ae81b19351154",
        "59": "dc3d799e85d6d82811fbcf6c29b3cd2542cb2b4cc31d591b89f7fa8e7ea92dba",
        "60": "cb76b14577456ad0ab0a60e9d8c547d7bad47ebfe5b7f5ff87f20fef1a94c3fc",
        "61": "ffe2cf47fe345dee1bbdf333061952e9289cd336f15757c03521d0dba108d55c",
        "62": "b5efa32c80913bbe8daaf2ef4e4b0eb281b90f8c20a3db8cc4e821c88d2e6609",
        "63": "3f15b7010109c3be4013ed3deeeac2945137e4b595df2a98a81bae5ae7fd0729",
        "64": "1eb3ad94d1f24f82d0ab13ac93603ea9a3873282c01b9d887e1e5238847bf8d3",
        "65": "a68b9776355196b1d40dbe5fa0b4abc3fff4bac8e6a69477b61a32dc673e35aa",
        "66": "cb89b231e921e1f8c17b191aa987be48f10ca647523ea8c45d3af01411639cad",
        "67": "d31e4d70797162a11f03f5676fa5dce9ba5cd5fd0b180491c0b828d7b62caaf3",
        "68": "7e8abc69399fbe478fab6d6c090a81340043ca06b82b5ede7ff4650a0c134f58",
        "69": "a89a334002a9bd17863c4af1bb5032aa12b0a25c6e3b8aa6cf30319cb4ef16a6",
        "70": "055f3e0bd36d7403cf37ae45cf7e1f60f2ce7208fa65ca501895680dfc971288",
        "71": "c7aa9291025018a4cf7908e6f02d00ac308796d8059f833d683adef8d5aeddc9",
        "72": "2cbdb6b87887631567d314a4664f4e18967c6a4e9745f3189daa641c57395e8e",
        "73": "4000915ef7a1bd5fc68e089d70f98e45c920d1e3d0358447cf5d411e28a64da3",
        "74": "bce6e330917211780fd433a974961120be55d6709a6e1ada00859ddbce52cb45",
        "75": "281a6fee841b7a26d4bdb9f85ad819005f67716c9733dc525e423a1fa06d0108",
        "76": "40a47c465813cd8fd91878538e3f31fec307b92cdf5f97ffd05a7b3eedd97abf",
        "77": "ed2c22eee4fde641d24b837efc3c96e5a06235a403ad819ce9dc49394b1e1235",
        "78": "66aaa0e3323efa7955564a47340bb9f7141e5e89e5916ce0e334f28c6ae69f7a",
        "79": "bde488a64a74c2a516598676473e921d926f9c340687224bc00da5770f977f7e",
        "80": "8134d75b7e2ee0559b9b1cdde9b245c91fe587c920bf04fe7ba983d61474b8f4",
        "81": "a12546829b00b871d13038ff2fc4e758fb37c038cbebb62a97d5d384068899e7",
        "82": "d812c8dc8a298cc6771c9fc9b2258598f7322c4b0b193d85dfb45f36ab76e71b",
        "83": "8842145e6b528b7d2ca38d7c4507bdaa35045f3e9dd5e3f5a3c1d9b306c4fd90",
        "85": "54cd8ccb81ffc4c810cac5c1939163623122534314ca65d536c4a865593f7e78",
    },
)
#: am. 2019-04-23
URP = Law(
    "城乡规划法",
    {
        "64": "936d17f16df8cf88ffbd0daa0b6d2c1d07bcb8e681ac16573b7761e6239226d5",
        "65": "f33d706d2b8257669bb7540669dd7998ff930b1f8655e8d577c20d3d2157a716",
        "68": "24d8434f9e450a6a34ff0f5cfc9bfed2e98f8f2fc9aa5df903e44831c99c8753",
    },
)
#: 2011-06-30
ACL = Law(
    "行政强制法",
    {
        "5": "0b74ae064fe65a69b91c738148c1f00a435c93980f014f82439435a63c19217b",
        "9": "44f452e0da3da2907e1d9eddd423f6477bc8920abdcf578f1041b8451be4979a",
        "10": "18996c597e1eb7a9f09db34dbb306f458d706e7a3d3541122a2ad99ed89645ac",
        "11": "cf6dd711ce314c36d133540850fb49d687e7b4c700b79779578ccb87ad750d81",
        "13": "ff51c488a781c27e70bb282a3d9d539d174f43263b4ff283f7193990b256872f",
        "16": "7024da1a46cc2bfff361b668b1c5db7e915ef03af2c8db6ceca6ac29de3d6e18",
        "17": "8fa2492f5dbf5a8644da4fcb44d423a9dcb7b1b1642619cddfc39e359a6104b3",
        "18": "0527be8ed33f34bc3e322885313b295508e91b10ae711a57101b7d480071e5b1",
        "19": "86e8ef20ed3092df3af9f1a7ba5e0d0ae97eb89c8f4ede14b6adfc1175403562",
        "21": "d7164bd64669c4a7a09acccb4048f491ff2a529da4dd273bf3875764c1f06601",
        "22": "d868e950749d6ff83fe61fdeaed278dc4ead97cdb5c5a60f7ddf1497ce301141",
        "23": "a65c7fc157cd30b66ab0841c2598787cc7c5d9f259f86366ddc6fe0931563f59",
        "24": "f45095bc43f669c8b0ec50fcb918c5d23e2878d76acd1cb2fbee1520345c2c46",
        "25": "438e240e8d9279d412f78c87419b29aa9e41307e91a75c6eb58e34ac6ff2d9c6",
        "26": "0718fea414d3265a1a68b8d023a9cac050e726fdec1c427b03f78cbc8d62fa58",
        "27": "ad0dbf420dbd45df0b9ad6f2050c4f4438e1816031a64503f2cdbb499007f40d",
        "28": "55d9d710a8e2547194aea31f3196e621911d95eaf582a0fc34ee0872e3245704",
        "29": "923f2709725bdb30d9c2b1f3db1ad4f7db4666c0a2cacdb2c83f4285fc400d56",
        "30": "8f8d2533663c1395fde64b78ec7fd40c70f779e504658b1cce4e7715c64fc44c",
        "31": "ef25f6a78d977e224f6a9083ae60cfc19ff4912e7ac8d017ddf0cef5f93a946d",
        "32": "b8b8ca37eb832adffa2a171dd088463a7d8eae195a9ca05b2c17ec1df882e0b2",
        "33": "ca108595a4bb5e93ae316809efd7e90c81b98e0825396675db1bfaa4bfb7dbdc",
        "34": "4bddea205e4539da269832d7154ec3d2d9bf28e5dd418dd8fbfc86b52e433ceb",
        "35": "4f5106782f27ea2c451b9947e5f410958593e59debe1ffc42d76ec5137f73b44",
        "36": "df74bb1d3ddf8c23ad3f88282c747c4bbbfe543f1281ec935f43f631b809db2d",
        "37": "3b0e56c7877a7453282e6a76cc4d3094a4b7e5819c98f9c342f8188a23b025e9",
        "38": "1f889b50b76e8777b3f8f22f622413047bc0833b527db39a2df1c5100500afb7",
        "39": "0aad78686cca86df6d362541ed0c873d266f48829cc76eb3658df7e1a9a453b9",
        "40": "c1b5f705c8e7d12488ea265d0c5cd0f067c03fb0d657d2dab502a8c1fe766fd9",
        "42": "60dd73f35439ed62b9cc8bcbd5e9a917be4836e479a44d975edc1a2d12f309e8",
        "43": "656dc3137be8381ff45dc17fdb6eb7c82c7ec07f38ef47b0386c1a22d4b55ac5",
        "44": "f4a345390a91e980b88a9526c117732aa2cc611a166901f1b6757a4f00d78294",
        "45": "0bf949b0c24223306e2789276843b688c07f381594307305eeb775665a152241",
        "46": "d8de7caae3588297ab1b3a3d56e6d8b3a01de22a5668205cb7e2e0f40f1507a0",
        "50": "2fcf45ae2c1a8dc7946751c7a77e86e222190ff9a302d4ad75ef12f5a1a9a3c7",
        "51": "917826b3e732f39cad1393679185fb53330e054d5e7ba3147192639a932ac995",
        "52": "e0eb0481ecb42a973a132ccdf06b25f4891b34faf6bb28d346a32ac40ff8f810",
        "53": "06fd4322d5fcfaf95b340c27fa8cb2be0c7c86e67357721f630d559eaa435fc9",
        "54": "32e9d0de567583cc8eaccb640dd4385a504bc4d1f3092689d2e2463d679933b2",
        "55": "8bf4dfbdfb13ed9a16b4b73ccf3523bf18d006d2b94a04151d648bacb6de102c",
        "56": "085fb81810ee20f93f17035079567ce0785ffc90a0e163f0ee668a0b96905021",
        "57": "7190001d2e39280e64286667e5038b237588f1b63c6ed89d4a5b9c250db61a2d",
        "58": "0f5d02c961c7fbfb5db1c025842cee0342169b4bdce467c74ed6b22bdaab9b96",
        "59": "cc18eca86cc99547e02e11fff3c767b6ab0a95f40dcac725525c7fdc99baa04d",
        "60": "314baf6406bd4d93e8b14d86caca177aceae5ea86b5fcc1f0b7662f975446793",
        "69": "14a07d58ca0f0030b1715857ae9e9ce613e624701e2798a054111ae4c6563b57",
        "70": "403fb7a52d72edfeefdae29b00e78b5da0ec3e7bce26476e152e5d053dddd191",
    },
)
#: rev. 2023-09-01
ARL = Law(
    "行政复议法",
    {
        "20": "9589a2201df3dae6e7e5afa74c93c0beef49fcfdf18ee340a8a24a0ad289b3aa",
        "21": "992cb08440461446957f83077a0453142565e6ee8b4adac2a7b35d012c3e0036",
        "22": "38c7a6af7e3421235e6572d680aa7f2eb7b71c7df52aceb9e08b340bb00151d4",
        "23": "4b04c654529d4c2a840075667ba127a22f7942ca0b9b34421e9f0933fcd56096",
        "24": "aecd431fd71a887e248d4bb9628a7a232cc61d085a2219e9f4ea0f7d0a645eaa",
        "27": "53382fae57cc647b4f2a89e47cc2bc966f0f35cb507a5b1a26cc75cb5246cd36",
        "28": "4ff9ea2cdea6c0aa14c9fdc70cbb629ffb78ea0ddaa7389e1e31c27abc088404",
        "32": "f2ebb05a5f56ad4e9de1bdab3e12c4451923a6a06993ba50a60444caf44e8619",
        "42": "78d6c81a1195354a9a03a1411f9f6e4aa718b8c1abaef9d6a3e6903491d39e34",
        "48": "05031a8e8f62e42932884c69d0130675cbca74609bd38db48971877b45dc8f01",
        "54": "9ab9cbc2f738aae5add0e0f044d53b4cb1a7e465f40170b390fb18ba43e47ac5",
        "62": "463a5ef12e9ce1207d4fa99543b20583c12846988a2cb89e7e56899aa272af2e",
        "70": "71a614ea0867e46bcb4080fe98075ecd289d7c14deb7e3de8b6a704c588b172e",
        "88": "9e23b07d34f1b96880cb04f17ad9506eee04fb2f1b22684fedb3d66f40f2f3a1",
    },
)
#: am. 2017-06-27
LIT = Law(
    "行政诉讼法",
    {
        "44": "a1011469d86cc4bebc83f03993c452e4cf9b219be9a97d14e2e72a3ebe0ba5a2",
        "45": "5d7b0c7d769679eb66be3cd0a50fc9d8f3dc4ce186424b2ff0e2e5dc7eda2dbe",
        "46": "198f3e338af56aad82f024b42301eb5911e3eaddee20e4def9891e7d6b374f48",
        "48": "b6b7e25598acc175c3387e7580ec420b23f88ac36a56687d8cece85b101787d0",
        "56": "f0a78aa6f35acd85b8e1bb05281de4fc204aac1a9fd84e741db35338f80ba997",
        "67": "ec2c669535cffc73d491dc71d1db843a55762301a6885ea2c32e6a95bdc2ebc7",
    },
)
#: am. 2023-09-01
CPL = Law(
    "民事诉讼法",
    {
        "85": "362807d3da5ff2bc62a3487362a50e7cfe5fd560252e6895d8cd8831f7aa9893",
        "87": "9371d12ee13f54d1f585d0ef311db6033ce87a8eb2b07fdebe25be610b9d6f05",
        "88": "e6c5a7b98494eea660f81ebd561e330ac85d507b168cc0a645af1e802f89de7b",
        "89": "181f5f45c39a4e4994acd96794e56107ae5ec2364086206e53683447c53461ce",
        "90": "8952e20edc71587a01e746387e4f11b78079e8dc1d47be938f84c75997245a33",
        "91": "bee3be59fcd28cf3fb1f32166589713275f88a2eece82a0d062b65d209939930",
        "92": "022ff08371f186cead81d5cd916ff6a129cb0351b46df4dfe1f58a810ac73533",
        "93": "69b208f40be5ce77591f0928cbf77390688ba04d6171ca2aff2f62ed5aba2128",
        "94": "3417f8aca7106e15e8c0ae1a9ecd422e82d65433f05582b993a140721cf2aa26",
        "95": "60dd42828b5165a6fd134fdec2b6cef23ef474faffb716020ebb0ab47ffda109",
    },
)
#: 2025-04-30, in force 2025-05-20
PEP = Law(
    "民营经济促进法",
    {
        "52": "20a817a7059ed25c723b674fab9beb2139724989fe1b609904d761830f824240",
        "62": "1203f1e340033a416c895b5396f1ba3e8c9be85e769ceb78e58e401c2c61fc6d",
        "64": "53e46a167a329037ea6f3cd3d1d2f922eccd5ba565503131c47f9989b445f158",
    },
)
#: 2020-05-28
CIV = Law(
    "民法典",
    {
        "203": "d60b8c791c5e3cdea4658a78e2432ecd13ae8436cccdce850b3f010edd40d8c5",
    },
)
#: am. 2018-10-26
CPRL = Law(
    "刑事诉讼法",
    {
        "54": "e068993a19947c83446ecdb48b9a43ef0204b4da84ad7f6f9f578cec3dfd1daa",
    },
)
#: am. 2012-10-26
SCL = Law(
    "国家赔偿法",
    {
        "39": "15454229575d0cf22fa821e93fbc341c86a2942d9bda8cd7312953393d06d6e1",
    },
)
#: State Council decree 235, 1997-11-17
FSR = Law(
    "罚款决定与罚款收缴分离实施办法",
    {
        "3": "01dc09637f25d32a909cff9341ad943a5b802c5f811fa6420422360661a4e03e",
        "7": "93eb283b175b008cf0822294c463b0d59a05696c8849a1695a03aa6f72672e43",
        "9": "a723304c35d96e357dfe2f8ed2615693c3a323297e3885ddd83f15d4ab981300",
    },
)
#: State Council decree 722, 2019-10-22
OBE = Law(
    "优化营商环境条例",
    {
        "54": "fed1a7dbf28fc652a4b6a325f41b6b0c6ee20c6dc58a0afb28e7e4e90d6a22de",
    },
)
#: State Council decree 486, 2007-02-24
STAFF = Law(
    "地方各级人民政府机构设置和编制管理条例",
    {
        "6": "f739e609cdd60b386168658d1f6fc360a34f728428b82057f7a786a98fdc55bf",
        "9": "1290bd8bf2a2a9ce0b90d6abc60153d866544d396a7f364e5c83ee0a5335d1e7",
        "14": "377e71608e762218597ebe40611831b659deda000f8f6f250c85787c05be4a6c",
        "15": "07f4441cf49bac60410f087a949fc29ebd4b79f0edeadd925c40b285e89e90d2",
        "18": "b41077e2c88a28da6271bdaf7f42ee8f05d4bc763b51f7bfa0d6ada58cac601e",
        "19": "1cfe672992f9a22870d2b96f1054e5544d77c8e38c27940ead376ef24cb79e06",
        "26": "aa222ab4267743d1136f9381bac609568e835ce6a1c65761b85f7d2424506a93",
    },
)
#: rev. 2019-04-03
OGI = Law(
    "政府信息公开条例",
    {
        "20": "99cff40d689b1b2621736ed402d54e0574a0138ad56258adfd41f830d0d97e92",
        "26": "57be4088d61e9194cff8b04bacafc56a9b4746459d9f255fa18e01f6f65137d7",
    },
)
#: State Council decree 310 of 2001, rev. 2020-08-07
TR = Law(
    "行政执法机关移送涉嫌犯罪案件的规定",
    {
        "3": "b28c386f02564ce14fe8ed246274ae059368f2a989a686bd3cc3476b3c67aeef",
        "5": "4457aabe09cbe7194c5917e4e908c2a891d4210f78f5d6b113d016b18f28f84c",
        "6": "f2509846518088517619e5004792ba65a0ab60399bbf2722b397eab8c444db2a",
        "7": "42bb8c10538102a77832b14ce5fe698898362843db63f7528799f410032863e1",
        "8": "ce8c9f110ea69436f662cc081b76eb16566d62484c5b2b54ba1a5fb9be63cd24",
        "9": "b3eab451c6658935df81aa3f862da4a06493253eabb414659b3cf408be64a3c9",
        "10": "72e0031b337ed2051039265305ce65f4a893e3790e676d8b54296bffb6f7a1c2",
        "11": "ef2234b3ce4b6a4cd6eb49de277a672b7a7d4f46075f363031264d9eb3c59bf7",
        "12": "fa2fe9c35cedfae5d7472c746842f8d94452c225c5004b9c8ba28f182cb72f40",
        "13": "24ace9e14aaec5ecb18eb670c16f7809e56fdd498224e68f0c6c876501aa6b99",
    },
)
#: am. 2022-03-24
SAMRC = Law(
    "市场监督管理投诉举报处理暂行办法",
    {
        "14": "4744512a882167b04bbbe32ec0e7d9a57f1bdc657cfe17d89894c1300b132794",
        "31": "bbc6f16d5b339c96241d62a47b3f884895b4cc14641e8b7136554dcc0caaa5e2",
    },
)
#: SAMR decree 45, 2021-07-30
SAMRP = Law(
    "市场监督管理行政处罚信息公示规定",
    {
        "9": "8248e85bceda750779466d5640be40b149cb76524a516435e83b0a8627bafd5d",
        "10": "5fb0c70890b1ccb82106c0966e81cad79b93d43e136f13e734103c06a3fd66b5",
        "11": "52663fe68786fef5400b685ff15ed0543fa1e775e82be3238f8e18d18bacbeda",
        "12": "a92e8319f6741faf3cdb3b1990b19b6ba39281dc05bd7dd4b655a1056bd5884c",
        "13": "54ec5d823549e31d71fec5554aa5527534b4a0763cfb12d2618e7c057e76f1d3",
        "14": "5d9e66c0a7e8235991e81a37711344a3ecc253b6ff057f0985f7e9e754a0d0ba",
    },
)
#: In force 2026-08-15
EEC = Law(
    "生态环境法典",
    {
        "1054": "c1dc1fd94436759c5de96af2d7bb887f082dd17c665766ca13574ee77877babe",
        "1057": "a10d5f5b15f4d3107afc53574bbccec7499ce6775a8e8a496fd10d85133b5e56",
        "1060": "5ad9794d988b6b2af643262034fc44f8e207809e9953e822050c85bf5ef230e5",
        "1242": "8cf9414b3fbbf06fe69a7ac25b05baf8a40df8288d8e8017be3b3046b1767e64",
    },
)

# Department rules and State Council documents of which only notes were read; text not held.
#: Decree 55 of the Ministry of Housing, in force 2022-05-01
MOHURD = Law("住房和城乡建设行政处罚程序规定")
#: As revised 2022-09-29
SAMR = Law("市场监督管理行政处罚程序规定")
#: As revised 2021
SAMRH = Law("市场监督管理行政处罚听证办法")
#: In force 2022-02-01
AGRI = Law("农业行政处罚程序规定")
#: As revised 2021
TRANS = Law("交通运输行政执法程序规定")
#: Judicial interpretation of 2018
JLIT = Law("最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释")
#: Judicial interpretation, am. 2022
JCPL = Law("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释")
#: Of the Supreme Court on terms for lawsuits, 2026-04-30, known from secondary pages only
JTERM = Law("法释〔2026〕3号")
#: 国办发〔2018〕118号
SC118 = Law("国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见")
#: 国办发〔2022〕27号
SC27 = Law("国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见")
#: 国市监法规〔2022〕2号
SAMRD = Law("关于规范市场监督管理行政处罚裁量权的指导意见")
#: Of the Ministry of Agriculture and Rural Affairs
AGRID = Law("规范农业行政处罚自由裁量权办法")

#: 国办发〔2015〕58号
SC58 = Law("国务院办公厅关于推广随机抽查规范事中事后监管的通知")
#: 国发〔2019〕5号
SC5 = Law("国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见")
#: 国办发〔2024〕54号
SC54 = Law("国务院办公厅关于严格规范涉企行政检查的意见")
#: 国办发〔2020〕42号
SC42 = Law("国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见")
#: Of the Central Committee and the State Council, 2021
GOV21 = Law("法治政府建设实施纲要（2021－2025年）")
#: State Council decree 825, in force 2026-02-01
SUP = Law("行政执法监督条例")
#: Of the market regulator and the Ministry of Finance, 2021
RWDM = Law("市场监管领域重大违法行为举报奖励暂行办法")
#: Of the work safety regulator and the Ministry of Finance, 2018
RWDS = Law("安全生产领域举报奖励办法")
#: National standard on digital city management, parts 1 to 8 (part 8: filing, disposal and closing)
GBT30428 = Law("数字化城市管理信息系统（GB/T 30428）")
#: State Council decree 586, in force 2011-01-01
WORKINJ = Law("工伤保险条例")

#: every law named here, by its short title
LAWS = {law.title: law for law in list(globals().values()) if isinstance(law, Law)}
