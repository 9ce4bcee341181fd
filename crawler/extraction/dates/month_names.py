"""Month names as news pages print them, in the language's date form (genitive where it uses one)."""

from __future__ import annotations

# One line a language, January to December; alternatives of one month separated by "/", words of one name by "+".
# From the Unicode CLDR and from pages.
_NAMES = """
en january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec
de januar/jan/jänner/jän februar/feb/feber märz/mär/mrz/maerz april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez
fr janvier/janv février/févr/fév/fevr mars avril/avr mai juin juillet/juil/jul août/aout septembre/sept octobre/oct novembre/nov décembre/déc
es enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/sept/setiembre/sep/set octubre/oct noviembre/nov diciembre/dic
pt janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez
it gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set ottobre/ott novembre/nov dicembre/dic
nl januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec
af januarie/jan februarie/feb maart/mrt april/apr mei junie/jun julie/jul augustus/aug september/sep oktober/okt november/nov desember/des
fy jannewaris/jan febrewaris/feb maart/mrt april/apr maaie/mai juny/jun july/jul augustus/aug septimber/sep oktober/okt novimber/nov desimber/des
lb januar/jan februar/feb mäerz/mäe abrëll/abr mee juni/jun juli/jul august/aug september/sep oktober/okt november/nov dezember/dez
sv januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep oktober/okt november/nov december/dec
da januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug september/sep oktober/okt november/nov december/dec
no januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug september/sep oktober/okt november/nov desember/des
fo januar/jan februar/feb mars/mar apríl/apr mai juni/jun juli/jul august/aug september/sep oktober/okt november/nov desember/des
is janúar/jan febrúar/feb mars/mar apríl/apr maí júní/jún júlí/júl ágúst/ágú september/sep október/okt nóvember/nóv desember/des
fi tammikuuta/tammi/tammikuu/tammikuun helmikuuta/helmi/helmikuu/helmikuun maaliskuuta/maalis/maaliskuu/maaliskuun huhtikuuta/huhti/huhtikuu/huhtikuun toukokuuta/touko/toukokuu/toukokuun kesäkuuta/kesä/kesäkuu/kesäkuun heinäkuuta/heinä/heinäkuu/heinäkuun elokuuta/elo/elokuu/elokuun syyskuuta/syys/syyskuu/syyskuun lokakuuta/loka/lokakuu/lokakuun marraskuuta/marras/marraskuu/marraskuun joulukuuta/joulu/joulukuu/joulukuun
et jaanuar/jaan veebruar/veebr märts aprill/apr mai juuni juuli august/aug september/sept oktoober/okt november/nov detsember/dets
lv janvāris/janv/janvārī februāris/febr/februārī marts/martā aprīlis/apr/aprīlī maijs/maijā jūnijs/jūn/jūnijā jūlijs/jūl/jūlijā augusts/aug/augustā septembris/sept/septembrī oktobris/okt/oktobrī novembris/nov/novembrī decembris/dec/decembrī
lt sausio/saus/sausis vasario/vas/vasaris kovo/kov/kovas balandžio/bal/balandis gegužės/geg/gegužė birželio/birž/birželis liepos/liep/liepa rugpjūčio/rugp/rugpjūtis rugsėjo/rugs/rugsėjis spalio/spal/spalis lapkričio/lapkr/lapkritis gruodžio/gruod/gruodis
pl stycznia/sty/styczeń lutego/lut/luty marca/mar/marzec kwietnia/kwi/kwiecień maja/maj czerwca/cze/czerwiec lipca/lip/lipiec sierpnia/sie/sierpień września/wrz/wrzesień października/paź/październik listopada/lis/listopad grudnia/gru/grudzień
cs ledna/led/leden února/úno/únor března/bře/březen dubna/dub/duben května/kvě/květen června/čvn/červen července/čvc/červenec srpna/srp/srpen září/zář října/říj/říjen listopadu/lis/listopad prosince/pro/prosinec
sk januára/jan/január februára/feb/február marca/mar/marec apríla/apr/apríl mája/máj júna/jún júla/júl augusta/aug/august septembra/sep/september októbra/okt/október novembra/nov/november decembra/dec/december
sl januar/jan/januarja februar/feb/februarja marec/mar/marca april/apr/aprila maj/maja junij/jun/junija julij/jul/julija avgust/avg/avgusta september/sep/septembra oktober/okt/oktobra november/nov/novembra december/dec/decembra
hr siječnja/sij/siječanj veljače/velj/veljača ožujka/ožu/ožujak travnja/tra/travanj svibnja/svi/svibanj lipnja/lip/lipanj srpnja/srp/srpanj kolovoza/kol/kolovoz rujna/ruj/rujan listopada/lis/listopad studenoga/stu/studeni/studenog prosinca/pro/prosinac
bs januar/jan februar/feb mart/mar april/apr maj juni/jun juli/jul august/aug septembar/sep oktobar/okt novembar/nov decembar/dec
sr јануар/јан/januar/jan фебруар/феб/februar/feb март/мар/mart/mar април/апр/april/apr мај/maj јун/jun јул/jul август/авг/avgust/avg септембар/сеп/septembar/sep октобар/окт/oktobar/okt новембар/нов/novembar/nov децембар/дец/decembar/dec
mk јануари/јан февруари/фев март/мар април/апр мај јуни/јун јули/јул август/авг септември/сеп октомври/окт ноември/ное декември/дек
bg януари/яну/ян февруари/фев март април/апр май юни юли август/авг септември/сеп/септ октомври/окт ноември/ное/ноем декември/дек
ru января/янв/январь февраля/февр/февраль/фев марта/мар/март апреля/апр/апрель мая/май июня/июн/июнь июля/июл/июль августа/авг/август сентября/сент/сентябрь/сен октября/окт/октябрь ноября/нояб/ноябрь/ноя декабря/дек/декабрь
uk січня/січ/січень лютого/лют/лютий березня/бер/березень квітня/квіт/квітень/кві травня/трав/травень/тра червня/черв/червень/чер липня/лип/липень серпня/серп/серпень/сер вересня/вер/вересень жовтня/жовт/жовтень/жов листопада/лист/листопад/лис грудня/груд/грудень/гру
be студзеня/сту/студзень лютага/лют/люты сакавіка/сак/сакавік красавіка/кра/красавік мая/май/траўня чэрвеня/чэр/чэрвень ліпеня/ліп/ліпень жніўня/жні/жнівень верасня/вер/верасень кастрычніка/кас/кастрычнік лістапада/ліс/лістапад снежня/сне/снежань
kk қаңтар/қаң ақпан/ақп наурыз/нау сәуір/сәу мамыр/мам маусым/мау шілде/шіл тамыз/там қыркүйек/қыр қазан/қаз қараша/қар желтоқсан/жел
ky январь/янв февраль/фев март/мар апрель/апр май июнь/июн июль/июл август/авг сентябрь/сен октябрь/окт ноябрь/ноя декабрь/дек
tg январ/янв феврал/фев март/мар апрел/апр май июн июл август/авг сентябр/сен октябр/окт ноябр/ноя декабр/дек
hu január/jan/januárban február/febr/feb/februárban március/márc/márciusban április/ápr/áprilisban május/máj/májusban június/jún/júniusban július/júl/júliusban augusztus/aug/augusztusban szeptember/szept/szeptemberben október/okt/októberben november/nov/novemberben december/dec/decemberben
ro ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept octombrie/oct noiembrie/nov/noi/noiemb decembrie/dec
el ιανουαρίου/ιαν/ιανουάριος φεβρουαρίου/φεβ/φεβρουάριος μαρτίου/μαρ/μάρτιος/μάρ απριλίου/απρ/απρίλιος μαΐου/μαΐ/μάιος/μάι/μαϊ/μαι ιουνίου/ιουν/ιούνιος/ιούν ιουλίου/ιουλ/ιούλιος/ιούλ αυγούστου/αυγ/αύγουστος/αύγ σεπτεμβρίου/σεπ/σεπτέμβριος οκτωβρίου/οκτ/οκτώβριος νοεμβρίου/νοε/νοέμβριος/νοέ δεκεμβρίου/δεκ/δεκέμβριος
sq janar/jan shkurt/shk mars/mar prill/pri maj qershor/qer korrik/korr gusht/gush shtator/sht tetor/tet nëntor/nën dhjetor/dhj
mt jannar/jan frar/fra marzu/mar april/apr mejju/mej ġunju/ġun lulju/lul awwissu/aww settembru/set ottubru/ott novembru/nov diċembru/diċ
ga eanáir/ean feabhra/feabh márta aibreán/aib bealtaine/beal meitheamh/meith iúil lúnasa/lún meán+fómhair/mfómh deireadh+fómhair/dfómh samhain/samh nollaig/noll
cy ionawr/ion chwefror/chwef/chw mawrth/maw ebrill/ebr mai mehefin/meh gorffennaf/gorff/gor awst medi hydref/hyd tachwedd/tach rhagfyr/rhag
ca gener/gen febrer/febr març abril/abr maig juny juliol/jul agost/ag setembre/set octubre/oct novembre/nov desembre/des
gl xaneiro/xan febreiro/feb marzo/mar abril/abr maio xuño xullo/xul agosto/ago setembro/set outubro/out novembro/nov decembro/dec
eu urtarrila/urt/urtarrilak/urtarrilaren otsaila/ots/otsailak/otsailaren martxoa/mar/martxoak/martxoaren apirila/api/apirilak/apirilaren maiatza/mai/maiatzak/maiatzaren ekaina/eka/ekainak/ekainaren uztaila/uzt/uztailak/uztailaren abuztua/abu/abuztuak/abuztuaren iraila/ira/irailak/irailaren urria/urr/urriak/urriaren azaroa/aza/azaroak/azaroaren abendua/abe/abenduak/abenduaren
tr ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara
az yanvar/yan fevral/fev mart/mar aprel/apr/aprelin may iyun/iyn iyul/iyl avqust/avq sentyabr/sen oktyabr/okt noyabr/noy dekabr/dek
uz yanvar/yan fevral/fev mart/mar aprel/apr may iyun/iyn iyul/iyl avgust/avg sentabr/sen oktabr/okt noyabr/noy dekabr/dek
tk ýanwar/ýan fewral/few mart/mar aprel/apr maý iýun iýul awgust/awg sentýabr/sen oktýabr/okt noýabr/noý dekabr/dek
ku rêbendan/rbn sibat/sbt adar/adr nîsan/nsn gulan/gln hezîran/hzr tîrmeh/trm tebax/tbx îlon/îln cotmeh/cot mijdar/mjd berfanbar/brf
id januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu september/sep oktober/okt november/nov desember/des
ms januari/jan februari/feb mac april/apr mei jun julai/jul ogos/ogo september/sep oktober/okt november/nov disember/dis
fil enero/ene pebrero/peb marso/mar abril/abr mayo/may hunyo/hun hulyo/hul agosto/ago setyembre/set oktubre/okt nobyembre/nob disyembre/dis
sw januari/jan februari/feb machi/mac aprili/apr mei juni/jun julai/jul agosti/ago septemba/sep oktoba/okt novemba/nov desemba/des
so janaayo/jan/jannaayo febraayo/feb maarso/mar abriil/abr maayo/may juun/jun luulyo/lul agosto/ogs/ogosto sebtembar/seb/sebteembar oktoobar/okt noofeembar/nof diseembar/dis
zu januwari/jan februwari/feb mashi/mas ephreli/eph meyi/mey juni/jun julayi/jul agasti/aga septhemba/sep okthoba/okt novemba/nov disemba/dis
ar يناير/كانون+الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/إبريل/ابريل/نيسان/أفريل مايو/أيار/ماي يونيو/يونيه/حزيران/جوان يوليو/يوليه/تموز/جويلية أغسطس/اغسطس/آب/أوت/غشت سبتمبر/أيلول/شتنبر أكتوبر/اكتوبر/تشرين+الأول نوفمبر/تشرين+الثاني/نونبر ديسمبر/كانون+الأول/دجنبر
ckb کانوونی+دووەم شوبات ئازار نیسان ئایار حوزەیران تەمووز ئاب ئەیلوول تشرینی+یەکەم تشرینی+دووەم کانونی+یەکەم/کانوونی+یەکەم
fa ژانویهٔ/ژانویه فوریهٔ/فوریه مارس آوریل مهٔ/مه ژوئن ژوئیهٔ/ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
ps جنوري فبروري/فېبروري مارچ اپریل مۍ جون جولای اګست سېپتمبر/سپتمبر اکتوبر نومبر دسمبر
ur جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
sd جنوري فيبروري مارچ اپريل مئي جون جولاءِ آگسٽ سيپٽمبر آڪٽوبر نومبر ڊسمبر
he ינואר/ינו׳/בינואר פברואר/פבר׳/בפברואר מרץ/במרץ אפריל/אפר׳/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/אוג׳/באוגוסט ספטמבר/ספט׳/בספטמבר אוקטובר/אוק׳/באוקטובר נובמבר/נוב׳/בנובמבר דצמבר/דצמ׳/בדצמבר
yi יאַנואַר/ינואר/יאַנ פֿעברואַר/פברואר/פֿעב מערץ/מרץ אַפּריל/אפריל/אַפּר מיי/מאי יוני יולי אויגוסט/אוגוסט/אויג סעפּטעמבער/ספטמבר/סעפּ אקטאבער/אוקטובר/אקט נאוועמבער/נובמבר/נאוו דעצעמבער/דצמבר/דעצ
hi जनवरी/जन॰ फ़रवरी/फ़र॰/फरवरी मार्च अप्रैल मई जून जुलाई/जुल॰ अगस्त/अग॰ सितंबर/सित॰/सितम्बर अक्टूबर/अक्टू॰/अक्तूबर नवंबर/नव॰/नवम्बर दिसंबर/दिस॰/दिसम्बर
mr जानेवारी/जाने फेब्रुवारी/फेब्रु मार्च एप्रिल/एप्रि मे जून जुलै ऑगस्ट/ऑग सप्टेंबर/सप्टें ऑक्टोबर/ऑक्टो नोव्हेंबर/नोव्हें डिसेंबर/डिसें
ne जनवरी फेब्रुअरी/फेब्रुवरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर
bn জানুয়ারী/জানু/জানুয়ারি ফেব্রুয়ারী/ফেব/ফেব্রুয়ারি মার্চ এপ্রিল/এপ্রি মে জুন জুলাই/জুল আগস্ট/আগ/আগষ্ট সেপ্টেম্বর/সেপ অক্টোবর/অক্টো নভেম্বর/নভে ডিসেম্বর/ডিসে
as জানুৱাৰী/জানু ফেব্ৰুৱাৰী/ফেব্ৰু মাৰ্চ এপ্ৰিল মে' জুন জুলাই আগষ্ট/আগ ছেপ্তেম্বৰ/ছেপ্তে অক্টোবৰ/অক্টো নৱেম্বৰ/নৱে ডিচেম্বৰ/ডিচে
gu જાન્યુઆરી/જાન્યુ ફેબ્રુઆરી/ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર/સપ્ટે ઑક્ટોબર/ઑક્ટો નવેમ્બર/નવે ડિસેમ્બર/ડિસે
pa ਜਨਵਰੀ/ਜਨ ਫ਼ਰਵਰੀ/ਫ਼ਰ ਮਾਰਚ ਅਪ੍ਰੈਲ/ਅਪ੍ਰੈ ਮਈ ਜੂਨ ਜੁਲਾਈ/ਜੁਲਾ ਅਗਸਤ/ਅਗ ਸਤੰਬਰ/ਸਤੰ ਅਕਤੂਬਰ/ਅਕਤੂ ਨਵੰਬਰ/ਨਵੰ ਦਸੰਬਰ/ਦਸੰ
or ଜାନୁଆରୀ ଫେବୃଆରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ ମଇ ଜୁନ ଜୁଲାଇ ଅଗଷ୍ଟ ସେପ୍ଟେମ୍ବର ଅକ୍ଟୋବର ନଭେମ୍ବର ଡିସେମ୍ବର
ta ஜனவரி/ஜன பிப்ரவரி/பிப்/பெப்ரவரி மார்ச்/மார் ஏப்ரல்/ஏப் மே ஜூன்/யூன் ஜூலை/யூலை ஆகஸ்ட்/ஆக செப்டம்பர்/செப்/செப்டெம்பர் அக்டோபர்/அக்/ஒக்டோபர் நவம்பர்/நவ டிசம்பர்/டிச
te జనవరి/జన ఫిబ్రవరి/ఫిబ్ర మార్చి ఏప్రిల్/ఏప్రి మే జూన్ జులై ఆగస్టు/ఆగ సెప్టెంబర్/సెప్టెం అక్టోబర్/అక్టో నవంబర్/నవం డిసెంబర్/డిసెం
kn ಜನವರಿ/ಜನ ಫೆಬ್ರವರಿ/ಫೆಬ್ರ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್/ಏಪ್ರಿ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್/ಆಗ ಸೆಪ್ಟೆಂಬರ್/ಸೆಪ್ಟೆಂ ಅಕ್ಟೋಬರ್/ಅಕ್ಟೋ ನವೆಂಬರ್/ನವೆಂ ಡಿಸೆಂಬರ್/ಡಿಸೆಂ
ml ജനുവരി/ജനു ഫെബ്രുവരി/ഫെബ്രു മാർച്ച്/മാർ ഏപ്രിൽ/ഏപ്രി മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്/ഓഗ സെപ്റ്റംബർ/സെപ്റ്റം ഒക്‌ടോബർ/ഒക്ടോ നവംബർ/നവം ഡിസംബർ/ഡിസം
si ජනවාරි/ජන පෙබරවාරි/පෙබ මාර්තු/මාර් අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු/අගෝ සැප්තැම්බර්/සැප් ඔක්තෝබර්/ඔක් නොවැම්බර්/නොවැ දෙසැම්බර්/දෙසැ
th มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค
lo ມັງກອນ/ມ.ກ ກຸມພາ/ກ.ພ ມີນາ/ມ.ນ ເມສາ/ມ.ສ ພຶດສະພາ/ພ.ພ ມິຖຸນາ/ມິ.ຖ ກໍລະກົດ/ກ.ລ ສິງຫາ/ສ.ຫ ກັນຍາ/ກ.ຍ ຕຸລາ/ຕ.ລ ພະຈິກ/ພ.ຈ ທັນວາ/ທ.ວ
my ဇန်နဝါရီ/ဇန် ဖေဖော်ဝါရီ/ဖေ မတ် ဧပြီ/ဧ မေ ဇွန် ဇူလိုင်/ဇူ ဩဂုတ်/ဩ စက်တင်ဘာ/စက် အောက်တိုဘာ/အောက် နိုဝင်ဘာ/နို ဒီဇင်ဘာ/ဒီ
km មករា/ខែមករា កុម្ភៈ/ខែកុម្ភៈ មីនា/ខែមីនា មេសា/ខែមេសា ឧសភា/ខែឧសភា មិថុនា/ខែមិថុនា កក្កដា/ខែកក្កដា សីហា/ខែសីហា កញ្ញា/ខែកញ្ញា តុលា/ខែតុលា វិច្ឆិកា/ខែវិច្ឆិកា ធ្នូ/ខែធ្នូ
hy հունվարի/հնվ/հունվար փետրվարի/փտվ/փետրվար մարտի/մրտ/մարտ ապրիլի/ապր/ապրիլ մայիսի/մյս/մայիս հունիսի/հնս/հունիս հուլիսի/հլս/հուլիս օգոստոսի/օգս/օգոստոս սեպտեմբերի/սեպ/սեպտեմբեր հոկտեմբերի/հոկ/հոկտեմբեր նոյեմբերի/նոյ/նոյեմբեր դեկտեմբերի/դեկ/դեկտեմբեր
ka იანვარი/იან/იანვრის თებერვალი/თებ/თებერვლის მარტი/მარ/მარტის აპრილი/აპრ/აპრილის მაისი/მაი/მაისის ივნისი/ივნ/ივნისის ივლისი/ივლ/ივლისის აგვისტო/აგვ/აგვისტოს სექტემბერი/სექ/სექტემბრის ოქტომბერი/ოქტ/ოქტომბრის ნოემბერი/ნოე/ნოემბრის დეკემბერი/დეკ/დეკემბრის
am ጃንዋሪ/ጃን ፌብሩዋሪ/ፌብ ማርች ኤፕሪል/ኤፕሪ ሜይ ጁን ጁላይ ኦገስት/ኦገስ ሴፕቴምበር/ሴፕቴ ኦክቶበር/ኦክቶ ኖቬምበር/ኖቬም ዲሴምበር/ዲሴም
"""  # noqa: E501
# The Persian calendar's months, in Persian and in Dari, and the Kurdish and Pashto names in use beside them.
_JALALI_NAMES = """
fa فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند
fa فروردين ارديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن اسفند
ps حمل/وری ثور/غویی جوزا/غبرګولی سرطان/چنګاښ اسد/زمری سنبله/وږی میزان/تله عقرب/لړم قوس/لیندۍ جدی/مرغومی دلو/سلواغه حوت/کب
"""  # noqa: E501


def _read(table: str) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    by_language: dict[str, dict[str, int]] = {}
    meanings: dict[str, set[int]] = {}
    for line in table.strip().splitlines():
        language, *months = line.split()
        names = by_language.setdefault(language, {})
        for number, alternatives in enumerate(months, 1):
            for name in alternatives.replace("+", " ").casefold().split("/"):
                names[name] = number
                meanings.setdefault(name, set()).add(number)
    unambiguous = {name: min(numbers) for name, numbers in meanings.items() if len(numbers) == 1}
    return by_language, unambiguous


_BY_LANGUAGE, _UNAMBIGUOUS = _read(_NAMES)
_, _JALALI = _read(_JALALI_NAMES)
LANGUAGES = tuple(_BY_LANGUAGE)
"""Primary subtags (BCP 47) of the languages whose months are known."""
# Shorter names are also words of other languages ("may", "out", "set").
_MIN_LENGTH_ABROAD = 4


def month_number(name: str, language: str | None = None, *, strict: bool = False) -> int | None:
    """1 to 12 for a month name or abbreviation in any case, with or without a dot; None when it is none.

    *language* (BCP 47) decides names that mean different months in different languages ("listopada" is October
    in Croatian and November in Polish); without it such a name is None. *strict*: short names count only in their
    own language and in English.
    """
    key = name.rstrip(".'’").casefold().replace("i̇", "i")
    primary = (language or "").partition("-")[0].lower()
    known = _BY_LANGUAGE.get("no" if primary in ("nb", "nn") else primary, {}).get(key)
    if known is None and strict and len(key) < _MIN_LENGTH_ABROAD:
        return _BY_LANGUAGE["en"].get(key) if primary else _UNAMBIGUOUS.get(key)
    return known or _UNAMBIGUOUS.get(key)


def jalali_month_number(name: str) -> int | None:
    """1 to 12 for a month of the Persian (solar Hijri) calendar."""
    return _JALALI.get(name)


def month_names(language: str) -> list[list[str]]:
    """For each month, January first, its names in *language*, the fullest first."""
    names: list[list[str]] = [[] for _ in range(12)]
    for name, number in _BY_LANGUAGE[language].items():
        names[number - 1].append(name)
    return names
