//! The lists names are drawn from: written for this bank, with shares that are roughly those of the country.

/// Surnames with their share in persons of 10,000.
pub(super) const SURNAMES: &str = "\
王710 李700 张670 刘510 陈460 杨320 黄230 赵210 吴200 周190 徐145 孙140 马130 朱120 胡120 郭118 何112 林110 \
高100 罗100 郑93 梁85 谢76 宋70 唐69 许66 韩65 邓62 冯62 曹60 彭58 曾57 肖56 田53 董51 潘48 袁48 蔡46 蒋46 \
余45 于44 杜44 叶43 程43 魏42 苏41 吕41 丁40 任40 卢39 姚38 沈38 钟37 姜36 崔36 谭35 陆34 范34 汪33 廖32 石32 \
金31 韦30 贾30 夏30 付29 方28 邹28 熊28 白27 孟27 秦27 邱26 侯26 江25 尹25 薛24 闫24 段23 雷23 龙22 黎22 史21 \
陶21 贺21 毛20 郝20 顾20 龚20 邵19 万19 覃19 武18 钱18 戴18 严17 莫17 孔17 向16 常16 汤15 康15 易15 乔14 赖14 \
文14 庞13 樊13 兰13 殷13 施12 洪12 翟12 安12 颜12 倪11 牛11 温11 芦10 季10 俞10 章10 鲁10 葛10 伍10 申10 尤9 \
毕9 聂9 欧阳9 柴8 焦8 柳8 邢8 骆8 岳8 齐8 梅7 庄7 辛7 管7 祝7 左7 涂6 谷6 祁6 耿6 牟5 卜5 詹5 关5 苗5 凌5 费5 \
纪5 靳5 盛4 童4 欧4 路4 应3 冷3 司马1 上官1 诸葛1 司徒1 慕容1 皇甫1 尉迟1 令狐1 夏侯1 公孙1 端木1 南宫1";

/// Characters of given names, the most frequent first: men born before 1970.
pub(super) const MEN_OLD: &str =
    "国建华明军平志德文强荣生福根海林金玉忠学庆祥保春贵清永成义兴光民发才富长树东新红云山喜胜顺全连有水";
/// Men born from 1970 to 1999.
pub(super) const MEN_MIDDLE: &str = "伟强磊军洋勇杰涛超明刚平辉鹏飞斌波宇浩峰凯健俊亮龙帅旭宁博阳坤雷鑫晨\
翔威森彬庆栋诚昊恒毅锋冬康进东伦州嘉哲岩兵松柏江";
/// Men born from 2000.
pub(super) const MEN_YOUNG: &str = "浩子轩宇泽俊博文天梓睿铭哲涵逸辰昊熙皓晨佳奕航瑞霖翔锦智嘉诚凯一鑫\
煜恒霆骏思源景曦朗赫弘毅若墨";
/// Women born before 1970.
pub(super) const WOMEN_OLD: &str = "秀英桂兰玉珍凤芳梅素美淑琴香荣华月莲春彩翠金红云丽娟爱惠珠清菊霞萍花\
敏燕琼芬巧银娥仙贞";
/// Women born from 1970 to 1999.
pub(super) const WOMEN_MIDDLE: &str = "丽静敏艳娟霞芳娜婷燕玲雪倩莉萍颖洁红慧琳琴蕾丹晶梅佳璐欣妍莹媛瑶\
悦蓉薇虹岚青晓文瑾凤珊露";
/// Women born from 2000.
pub(super) const WOMEN_YOUNG: &str = "梓涵雨欣怡诗萱佳琪妍语子若思琳可嘉艺馨悦彤依一诺晨曦月雅心瑶芷柔\
希菲宁婧雯静汐沐锦念予";

/// Characters that sound alike (tone aside where clerks mishear), for homophones.
pub(super) const HOMOPHONES: &str = "伟威巍玮炜维薇 静敬靖婧菁 丽莉立俐 强蔷 军君俊钧 洋阳扬杨 勇永泳 杰洁捷婕 \
涛韬 明鸣铭茗 刚钢岗 辉晖慧惠卉 鹏朋 飞菲霏 斌彬宾滨 波博勃 宇雨羽语煜玉钰 浩昊皓颢 峰锋丰枫 凯恺楷 健建剑键 \
亮谅 旭序绪 宁凝 坤昆 鑫欣新馨心昕 晨辰宸 翔祥 森琳林霖 诚成程城 恒衡 毅艺逸怡奕亦 嘉佳家 哲喆 娟涓 霞侠 芳方 \
娜纳 婷亭 燕艳雁彦 玲灵铃 倩茜 萍平苹 颖莹盈瑛英 红宏洪鸿虹 琴勤芹 丹单 晶京 梅玫美 瑶遥 妍岩研言 媛园源圆 悦月越 \
蓉荣容融 珊山 露璐路 秀绣 桂贵 兰岚澜 珍真贞 凤奉 淑舒书 香湘 莲连 春椿 云芸 爱艾 珠朱 菊局 花华 国果 志智芷 德得 \
文雯闻 福富 金锦瑾今 忠中钟 学雪 庆清青 子梓紫 轩萱宣 泽则 天添 睿瑞蕊 涵寒含 熙希曦汐 航杭 张章 李里 王汪 刘留 \
陈晨 吴武伍 周舟 徐许 胡湖 何河荷 高皋 罗骆 肖萧 付傅 闫阎 于余俞 江姜 康慷";

/// Traditional forms of characters used in the lists, simplified first.
pub(super) const TRADITIONAL: &str = "张張 刘劉 陈陳 杨楊 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 邓鄧 冯馮 \
肖肖 叶葉 苏蘇 吕呂 卢盧 钟鐘 谭譚 陆陸 韦韋 贾賈 邹鄒 龙龍 贺賀 顾顧 龚龔 万萬 钱錢 严嚴 汤湯 乔喬 赖賴 庞龐 兰蘭 \
颜顏 鲁魯 毕畢 聂聶 骆駱 齐齊 庄莊 关關 费費 纪紀 欧歐 国國 华華 军軍 强強 荣榮 学學 庆慶 义義 兴興 发發 长長 树樹 东東 \
红紅 云雲 胜勝 顺順 连連 伟偉 杰傑 涛濤 刚剛 辉輝 鹏鵬 飞飛 峰峯 凯凱 亮亮 帅帥 宁寧 阳陽 坤坤 诚誠 栋棟 锋鋒 伦倫 进進 \
岩巖 轩軒 泽澤 铭銘 晓曉 瑞瑞 锦錦 骏駿 弘弘 凤鳳 莲蓮 丽麗 爱愛 静靜 艳艷 娟娟 霞霞 颖穎 洁潔 琼瓊 银銀 娥娥 贞貞 莹瑩 \
悦悅 岚嵐 虹虹 诗詩 语語 艺藝 诺諾 萱萱 萧蕭 阎閻 桂桂 贵貴 玛瑪 买買 尔爾 热熱 团團 业業 贸貿 实實 资資 机機 电電 \
设設 汽汽 车車 农農 产產 纺紡 织織 药藥 医醫 钢鋼 环環 门門 广廣 师師 达達 兰蘭 宝寶 丰豐 鸿鴻 鑫鑫 联聯 创創 润潤";

/// Given names and fathers' names as they are written in Uyghur families; the two are joined by a middle dot.
pub(super) const UYGHUR_MEN: &str = "阿卜杜拉 买买提 艾合买提 吐尔逊 阿迪力 玉素甫 艾尼瓦尔 库尔班 依明 卡德尔 \
阿不力孜 热合曼 努尔买买提 亚森 图尔荪 艾力";
/// Given names of women in Uyghur families.
pub(super) const UYGHUR_WOMEN: &str =
    "阿依古丽 古丽娜尔 热依汗 帕提古丽 米热古丽 玛依努尔 迪丽努尔 祖丽皮亚 阿曼古丽 古丽仙";
/// Tibetan names, written without a dot.
pub(super) const TIBETAN: &str = "扎西顿珠 次仁卓玛 洛桑扎西 格桑梅朵 旦增罗布 德吉央宗 丹增曲扎 白玛央金 仁青多吉 \
拉巴次仁 尼玛扎西 央金拉姆 平措旺堆 次旺多吉 强巴格桑 达瓦卓玛";
/// Mongolian names, written without a dot.
pub(super) const MONGOLIAN: &str = "巴特尔 苏日娜 乌云其其格 那木拉 萨仁高娃 朝鲁 斯琴高娃 哈斯巴根 阿拉坦 娜仁托娅 \
宝音 格日勒 布仁 图门 其木格 呼和";

/// Foreign customers: country by ISO 3166-1 letters and digits, family names, given names of men, of women.
pub(super) const FOREIGN: [(&str, &str, &str, &str, &str); 6] = [
    (
        "USA",
        "840",
        "SMITH JOHNSON MILLER DAVIS WILSON",
        "JOHN ROBERT MICHAEL DAVID",
        "MARY LINDA SUSAN KAREN",
    ),
    (
        "GBR",
        "826",
        "TAYLOR BROWN EVANS O'CONNOR HUGHES",
        "JAMES OLIVER GEORGE",
        "EMILY CHARLOTTE SOPHIE",
    ),
    (
        "DEU",
        "276",
        "MÜLLER SCHMIDT WEBER FISCHER",
        "HANS JÜRGEN THOMAS",
        "ANNA SABINE PETRA",
    ),
    (
        "FRA",
        "250",
        "MARTIN DUBOIS LEFÈVRE MOREAU",
        "JEAN-PIERRE LUC ANTOINE",
        "MARIE CLAIRE HÉLÈNE",
    ),
    (
        "JPN",
        "392",
        "TANAKA SUZUKI SATO YAMAMOTO",
        "HIROSHI KENJI TAKASHI",
        "YUKI KEIKO AKIKO",
    ),
    (
        "KOR",
        "410",
        "KIM PARK CHOI JUNG",
        "MIN-JUN SEO-JUN JI-HO",
        "SEO-YEON JI-WOO HA-EUN",
    ),
];
