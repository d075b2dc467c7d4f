//! Base letters of accented letters in four blocks, from the decompositions of Unicode. A dot means: no single base letter.

/// U+00C0..U+0250.
pub(crate) const LATIN: &[u8] = b"\
    aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll\
    lllnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    bbbb...cc.ddd.ee.ff....ikkl...n.oo..pp.....ttt.uu..yyzz.........\
    .............aaiioouuuuuuuuuueaaaa..ggggkkoooo..j...gg..nnaa..oo\
    aaaaeeeeiiiioooorrrruuuusstt..hhn...zzaaeeooooooooyy......acclts\
    z..b..eejjqqrryy\
";

/// U+1E00..U+1F00.
pub(crate) const LATIN_ADDITIONAL: &[u8] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......\
";

/// U+0370..U+03D0; `a` is alpha, and so on in the order of the code points.
pub(crate) const GREEK: &[u8] = b"\
    ......................a.egi.o.uyiabcdefghijklmnopq.stuvwxyiuaegi\
    uabcdefghijklmnopqsstuvwxyiuouy.\
";

/// U+1F00..U+2000, written like [`GREEK`].
pub(crate) const GREEK_EXTENDED: &[u8] = b"\
    aaaaaaaaaaaaaaaaeeeeee..eeeeee..ggggggggggggggggiiiiiiiiiiiiiiii\
    oooooo..oooooo..uuuuuuuu.u.u.u.uyyyyyyyyyyyyyyyyaaeeggiioouuyy..\
    aaaaaaaaaaaaaaaaggggggggggggggggyyyyyyyyyyyyyyyyaaaaa.aaaaaaa.i.\
    ..ggg.ggeeggg...iiii..iiiiii....uuuuqquuuuuuq.....yyy.yyooyyy...\
";
