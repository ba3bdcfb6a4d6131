"""News-like text in several languages, made from a small grammar and a seed.

Sentences are put together from clauses with words filled in, so that many resemble each other,
as in real news; invented names give the long tail of rare words that real text has.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

NAME = "\ue000{}\ue001"
"""How a sentence marks a name, until `plain` takes the marks away."""


def plain(text: str) -> str:
    """Return `text` without the marks of names."""
    return text.replace("\ue000", "").replace("\ue001", "")


@dataclass(frozen=True)
class Language:
    """Words and clauses; a clause has slots like ``{noun}``."""

    code: str
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    places: tuple[str, ...]
    titles: tuple[str, ...]
    syllables: tuple[str, ...]
    clauses: tuple[str, ...]
    tails: tuple[str, ...]
    links: tuple[str, ...]
    space: str = " "
    stop: str = "."

    def name(self, random: Random) -> str:
        """Return a person's, a place's or an organisation's name."""
        if random.random() < 0.35:
            return random.choice(self.places)
        count = random.choice((1, 2, 2))
        return (self.space or "·").join(self._invented(random) for _ in range(count))

    def _invented(self, random: Random) -> str:
        parts = random.choices(self.syllables, k=random.choice((2, 2, 3)))
        return "".join(parts).capitalize()

    def words(self, random: Random) -> dict[str, str]:
        """Return something for every slot, common words more often than rare ones."""
        return {
            "noun": _common(random, self.nouns),
            "other": _common(random, self.nouns),
            "thing": _common(random, self.nouns),
            "adj": _common(random, self.adjectives),
            "adj2": _common(random, self.adjectives),
            "verb": _common(random, self.verbs),
            "verb2": _common(random, self.verbs),
            "name": NAME.format(self.name(random)),
            "name2": NAME.format(self.name(random)),
            "title": random.choice(self.titles),
            "n": str(random.choice((3, 5, 7, 12, 19, 40, 150, 2400)) + random.randrange(20)),
            "year": str(random.randrange(1950, 2026)),
        }

    def sentence(self, random: Random) -> str:
        """Return a sentence with its full stop."""
        clause = random.choice(self.clauses)
        if random.random() < 0.4:
            clause += random.choice(self.links) + random.choice(self.clauses)
        if random.random() < 0.5:
            clause += random.choice(self.tails)
        for _ in range(3):  # so often may a slot be in a sentence: it is filled anew each time
            for slot, word in self.words(random).items():
                clause = clause.replace("{" + slot + "}", word, 1)
        if not self.space:
            clause = clause.replace(",", "，")
        return clause[0].upper() + clause[1:] + self.stop

    def paragraph(self, random: Random) -> list[str]:
        """Return two to seven sentences."""
        return [self.sentence(random) for _ in range(random.randint(2, 7))]


def _common(random: Random, words: tuple[str, ...]) -> str:
    return words[min(int(random.expovariate(1) * len(words) / 3), len(words) - 1)]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _phrases(text: str) -> tuple[str, ...]:
    """Return lines as they are joined to a clause: ``_`` stands for a space at its start."""
    return tuple(line.replace("_", " ") for line in _lines(text))


ENGLISH = Language(
    "en",
    _words(
        """government report city council energy price market minister company river border bridge
        network station engineer plan budget hospital school law court agreement election party
        worker strike harbour railway supply line grid power plant forest flood harvest farmer
        village museum archive library letter witness trial evidence committee union factory
        contract loan bank investor currency storm coast island ferry vessel crew rescue signal
        tower cable turbine reservoir valley settlement census survey laboratory sample vaccine
        patient nurse ward shortage reserve shipment customs inspector licence permit quarry"""
    ),
    _words(
        """new local national large small recent early late public private regional heavy steady
        uncertain temporary costly modest remote coastal northern southern independent joint
        preliminary detailed disputed unexpected overdue fragile abandoned"""
    ),
    _words(
        """announced rejected approved delayed confirmed denied repaired visited examined sold
        bought closed opened criticised supported described measured counted replaced cancelled
        signed withdrew suspended extended reviewed inspected funded restored"""
    ),
    (
        "Odesa",
        "Lisbon",
        "Northern Ireland",
        "Geneva",
        "the United Nations",
        "Rotterdam",
        "Oslo",
        "the European Commission",
        "Kharkiv",
        "Wellington",
        "the World Bank",
        "Aberdeen",
        "Tallinn",
    ),
    _words("minister engineer professor mayor director doctor judge captain editor secretary"),
    _words("ber lin mor ton hal vik ser no ra del ka wen shi an to mar gre fos dun bri ley ox cam"),
    _lines(
        """
        the {adj} {noun} {verb} the {other} in {name}
        {name} {verb} a {adj} {noun}
        {title} {name} {verb} the {adj} {noun} of {name2}
        in {year}, the {noun} {verb} {n} {adj} {other}s
        about {n} {noun}s near {name} were {verb}
        the {noun} had {verb} the {other} before the {thing} was {verb2}
        nobody in {name} {verb} why the {noun} was {adj}
        a {noun} from {name} said that the {other} was {adj} and {adj2}
        {n} per cent of the {noun}s {verb} the {adj} {other}
        the {title} of {name} {verb} “a {adj} {noun}”
        it was the {noun}, {name} recalled, that {verb} the {other}
        there were {n} {noun}s in the {adj} {other}
        the {noun}'s {other} — {adj} and {adj2} — was {verb} by {name}
        """
    ),
    _phrases(
        """
        _after the {noun} in {name}
        _within {n} days
        , according to {name}
        _despite the {adj} {noun}
        , which the {title} called {adj}
        _for the first time since {year}
        """
    ),
    _phrases(
        """
        , while_
        ; and_
        _because_
        , although_
        """
    ),
)

GERMAN = Language(
    "de",
    _words(
        """Regierung Bericht Stadtrat Energie Preis Markt Ministerium Firma Fluss Grenze Brücke
        Netz Bahnhof Ingenieur Plan Haushalt Krankenhaus Schule Gesetz Gericht Abkommen Wahl Partei
        Arbeiter Streik Hafen Eisenbahn Versorgung Leitung Kraftwerk Wald Überschwemmung Ernte
        Bauer Dorf Museum Archiv Bücherei Brief Zeugin Verfahren Beweis Ausschuss Gewerkschaft
        Fabrik Vertrag Kredit Bank Anleger Währung Sturm Küste Insel Fähre Schiff Besatzung
        Rettung Signal Turm Kabel Turbine Stausee Tal Siedlung Volkszählung Umfrage Labor Probe
        Impfstoff Patientin Pflege Station Mangel Reserve Lieferung Zoll Prüferin Genehmigung"""
    ),
    _words(
        """neue örtliche große kleine frühe späte öffentliche private regionale schwere stetige
        ungewisse vorläufige teure bescheidene entlegene nördliche südliche unabhängige gemeinsame
        ausführliche umstrittene unerwartete überfällige brüchige verlassene"""
    ),
    _words(
        """verkündete ablehnte billigte verschob bestätigte bestritt reparierte besuchte prüfte
        verkaufte kaufte schloss öffnete kritisierte unterstützte beschrieb maß zählte ersetzte
        unterschrieb aussetzte verlängerte überprüfte förderte wiederherstellte"""
    ),
    (
        "Odessa",
        "Lissabon",
        "Nordirland",
        "Genf",
        "die Vereinten Nationen",
        "Rotterdam",
        "Köln",
        "die Europäische Kommission",
        "Charkiw",
        "Görlitz",
        "die Weltbank",
        "München",
        "Tübingen",
    ),
    _words("Ministerin Ingenieur Professorin Bürgermeister Direktorin Richter Kapitän Redakteurin"),
    _words("ber lin mör ten hal vik ser nau ra del ka wen schü an tor mar gre fos dun brück lei"),
    _lines(
        """
        die {adj} {noun} {verb} die {other} in {name}
        {name} {verb} eine {adj} {noun}
        {title} {name} {verb} die {adj} {noun} von {name2}
        im Jahr {year} {verb} der {noun} {n} {adj} {other}
        etwa {n} {noun} bei {name} wurden {verb}
        der {noun} hatte die {other} {verb}, bevor die {thing} {verb2}
        niemand in {name} {verb}, warum die {noun} so {adj} war
        eine {noun} aus {name} sagte, die {other} sei {adj} und {adj2}
        {n} Prozent der {noun} {verb} die {adj} {other}
        die {title} von {name} {verb} „eine {adj} {noun}“
        es war die {noun}, erinnerte sich {name}, welche die {other} {verb}
        es gab {n} {noun} in der {adj} {other}
        """
    ),
    _phrases(
        """
        _nach der {noun} in {name}
        _innerhalb von {n} Tagen
        , so {name}
        _trotz der {adj} {noun}
        , was {title} {name} {adj} nannte
        _zum ersten Mal seit {year}
        """
    ),
    _phrases(
        """
        , während_
        ; und_
        , weil_
        , obwohl_
        """
    ),
)

FRENCH = Language(
    "fr",
    _words(
        """gouvernement rapport conseil énergie prix marché ministère société fleuve frontière pont
        réseau gare ingénieur projet budget hôpital école loi tribunal accord élection parti
        ouvrier grève port chemin ligne centrale forêt inondation récolte agriculteur village
        musée archive bibliothèque lettre témoin procès preuve comité syndicat usine contrat prêt
        banque investisseur monnaie tempête côte île bateau navire équipage secours signal tour
        câble turbine réservoir vallée hameau recensement enquête laboratoire échantillon vaccin
        patient infirmière pénurie réserve cargaison douane inspecteur licence permis carrière"""
    ),
    _words(
        """nouveau local national grand petit récent tardif public privé régional lourd régulier
        incertain provisoire coûteux modeste lointain côtier indépendant commun préliminaire
        détaillé contesté inattendu fragile abandonné"""
    ),
    _words(
        """annonça rejeta approuva retarda confirma démentit répara visita examina vendit acheta
        ferma ouvrit critiqua soutint décrivit mesura compta remplaça annula signa retira suspendit
        prolongea inspecta finança rétablit"""
    ),
    (
        "Odessa",
        "Lisbonne",
        "l’Irlande du Nord",
        "Genève",
        "les Nations unies",
        "Orléans",
        "Nîmes",
        "la Commission européenne",
        "Kharkiv",
        "Besançon",
        "la Banque mondiale",
        "Saint-Étienne",
    ),
    _words("ministre ingénieur professeur maire directrice médecin juge capitaine rédacteur"),
    _words("ber lin mor tou hal vi sé no ra del ca vau chi an to mar gre fos dun bri lé ois cam"),
    _lines(
        """
        le {adj} {noun} {verb} le {other} à {name}
        {name} {verb} un {adj} {noun}
        le {title} {name} {verb} le {adj} {noun} de {name2}
        en {year}, le {noun} {verb} {n} {other}s
        environ {n} {noun}s près de {name} furent l’objet d’un {other}
        le {noun} {verb} le {other} avant que le {thing} ne fût {adj}
        personne à {name} ne sait pourquoi le {noun} était {adj}
        un {noun} de {name} affirma que le {other} était {adj} et {adj2}
        {n} pour cent des {noun}s {verb} le {adj} {other}
        le {title} de {name} {verb} « un {adj} {noun} »
        c’était le {noun}, se souvint {name}, qui {verb} le {other}
        il y avait {n} {noun}s dans le {adj} {other}
        """
    ),
    _phrases(
        """
        _après le {noun} à {name}
        _en {n} jours
        , selon {name}
        _malgré le {adj} {noun}
        , ce que le {title} {name} jugea {adj}
        _pour la première fois depuis {year}
        """
    ),
    _phrases(
        """
        , tandis que_
        ; et_
        _parce que_
        , bien que_
        """
    ),
)

RUSSIAN = Language(
    "ru",
    _words(
        """правительство доклад совет энергия цена рынок министерство компания река граница мост
        сеть станция инженер план бюджет больница школа закон суд соглашение выборы партия рабочий
        забастовка порт дорога снабжение линия завод лес наводнение урожай фермер деревня музей
        архив библиотека письмо свидетель процесс улика комитет союз фабрика договор кредит банк
        вкладчик валюта буря берег остров паром судно экипаж спасение сигнал башня кабель турбина
        водохранилище долина посёлок перепись опрос лаборатория образец вакцина пациент дефицит
        запас груз таможня инспектор лицензия разрешение карьер"""
    ),
    _words(
        """новый местный большой малый недавний ранний поздний общий частный тяжёлый стойкий неясный
        временный дорогой скромный далёкий прибрежный северный южный независимый совместный
        подробный спорный неожиданный хрупкий заброшенный"""
    ),
    _words(
        """объявил отклонил одобрил отложил подтвердил опроверг починил посетил изучил продал купил
        закрыл открыл осудил поддержал описал измерил посчитал заменил отменил подписал отозвал
        приостановил продлил проверил восстановил"""
    ),
    (
        "Одесса",
        "Лиссабон",
        "Северная Ирландия",
        "Женева",
        "ООН",
        "Роттердам",
        "Казань",
        "Харьков",
        "Европейская комиссия",
        "Тверь",
        "Всемирный банк",
        "Ярославль",
        "Нижний Новгород",
    ),
    _words("министр инженер профессор мэр директор врач судья капитан редактор секретарь"),
    _words("бер лин мор тов галь вик сер но ра дель ка вен ши ан то мар гре фос дун бри лей ёж"),
    _lines(
        """
        {adj} {noun} {verb} {other} в городе {name}
        {name} {verb} {adj} {noun}
        {title} {name} {verb} {adj} {noun} и {name2}
        в {year} году {noun} {verb} {n} {adj} {other}
        около {n} {noun} близ {name} {verb}
        {noun} {verb} {other} до того, как {thing} {verb2}
        никто в {name} не {verb}, почему {noun} {adj}
        {noun} из {name} сообщил, что {other} {adj} и {adj2}
        {n} процентов {noun} {verb} {adj} {other}
        {title} {name} {verb} «{adj} {noun}»
        именно {noun}, вспоминал {name}, {verb} {other}
        """
    ),
    _phrases(
        """
        _после события «{noun}» в {name}
        _за {n} дней
        , по словам {name}
        _несмотря на {adj} {noun}
        , что {title} {name} {verb}
        _впервые с {year} года
        """
    ),
    _phrases(
        """
        , тогда как_
        ; и_
        , потому что_
        , хотя_
        """
    ),
)

CHINESE = Language(
    "zh",
    _words(
        """政府 报告 市议会 能源 价格 市场 部长 公司 河流 边境 大桥 电网 车站 工程师 计划 预算
        医院 学校 法律 法院 协议 选举 政党 工人 罢工 港口 铁路 供应 线路 电厂 森林 洪水 收成
        农民 村庄 博物馆 档案 图书馆 信件 证人 审判 证据 委员会 工会 工厂 合同 贷款 银行
        投资者 货币 风暴 海岸 岛屿 渡轮 船只 船员 救援 信号 高塔 电缆 水库 山谷 定居点
        人口普查 调查 实验室 样本 疫苗 病人 护士 短缺 储备 货物 海关 检查员 许可证 采石场"""
    ),
    _words(
        """新的 当地的 全国的 大型 小型 最近的 早期的 公共 私人 地区性 沉重的 稳定的 不确定的
        临时的 昂贵的 偏远的 沿海的 北方的 南方的 独立的 联合 初步的 详细的 有争议的 意外的
        脆弱的 废弃的"""
    ),
    _words(
        """宣布了 拒绝了 批准了 推迟了 确认了 否认了 修复了 访问了 检查了 出售了 购买了 关闭了
        开放了 批评了 支持了 描述了 测量了 统计了 更换了 取消了 签署了 撤回了 暂停了 延长了
        审查了 恢复了"""
    ),
    (
        "敖德萨",
        "里斯本",
        "北爱尔兰",
        "日内瓦",
        "联合国",
        "鹿特丹",
        "欧盟委员会",
        "哈尔科夫",
        "成都",
        "世界银行",
    ),
    _words("部长 工程师 教授 市长 主任 医生 法官 船长 编辑 秘书"),
    _words(
        "伯 林 莫 顿 哈 维 塞 诺 拉 德 卡 文 希 安 托 马 格 福 邓 布 莱 王 李 张 陈 赵 明 华 国 芳"
    ),
    _lines(
        """
        {adj}{noun}在{name}{verb}{other}
        {name}{verb}一项{adj}{noun}
        {title}{name}{verb}{name2}的{adj}{noun}
        {year}年,{noun}{verb}{n}个{adj}{other}
        在{name}附近约有{n}个{noun}{verb}{other}
        {noun}在{thing}{verb2}之前{verb}{other}
        {name}没有人知道{noun}为什么是{adj}
        来自{name}的{noun}说,{other}是{adj}和{adj2}
        百分之{n}的{noun}{verb}{adj}{other}
        {name}的{title}{verb}“{adj}{noun}”
        {name}回忆说,正是{noun}{verb}{other}
        """
    ),
    _phrases(
        """
        ,就在{name}的{noun}之后
        ,历时{n}天
        ,据{name}称
        ,尽管有{adj}{noun}
        ,这是{year}年以来的第一次
        """
    ),
    _phrases(
        """
        ,而
        ;同时
        ,因为
        ,虽然
        """
    ),
    space="",
    stop="。",
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH, RUSSIAN, CHINESE)
