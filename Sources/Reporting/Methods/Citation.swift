/// A source that a methods paragraph cites.
public struct Citation: Sendable, Equatable {
  /// How the text cites it, such as "Hartung and Knapp 2001".
  public let key: String
  /// The entry of the reference list.
  public let entry: String

  init(_ key: String, _ entry: String) {
    self.key = key
    self.entry = entry
  }
}

extension Citation {
  static let derSimonianLaird = Citation(
    "DerSimonian and Laird 1986",
    "DerSimonian R, Laird N. Meta-analysis in clinical trials. Control Clin Trials 1986;7:177-188.")
  static let viechtbauer2005 = Citation(
    "Viechtbauer 2005",
    "Viechtbauer W. Bias and efficiency of meta-analytic variance estimators in the random-effects model."
      + " J Educ Behav Stat 2005;30:261-293.")
  static let viechtbauer2007 = Citation(
    "Viechtbauer 2007",
    "Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Stat Med"
      + " 2007;26:37-52.")
  static let pauleMandel = Citation(
    "Paule and Mandel 1982",
    "Paule RC, Mandel J. Consensus values and weighting factors. J Res Natl Bur Stand 1982;87:377-385.")
  static let morris = Citation(
    "Morris 1983",
    "Morris CN. Parametric empirical Bayes inference: theory and applications. J Am Stat Assoc"
      + " 1983;78:47-55.")
  static let sidikJonkman2005 = Citation(
    "Sidik and Jonkman 2005",
    "Sidik K, Jonkman JN. A note on variance estimation in random effects meta-regression. J Biopharm Stat"
      + " 2005;15:823-838.")
  static let hedgesOlkin = Citation(
    "Hedges and Olkin 1985",
    "Hedges LV, Olkin I. Statistical Methods for Meta-Analysis. Academic Press, 1985.")
  static let hunterSchmidt = Citation(
    "Hunter and Schmidt 1990",
    "Hunter JE, Schmidt FL. Methods of Meta-Analysis. Sage, 1990.")
  static let hartungKnapp = Citation(
    "Hartung and Knapp 2001",
    "Hartung J, Knapp G. A refined method for the meta-analysis of controlled clinical trials with binary"
      + " outcome. Stat Med 2001;20:3875-3889.")
  static let sidikJonkman2002 = Citation(
    "Sidik and Jonkman 2002",
    "Sidik K, Jonkman JN. A simple confidence interval for meta-analysis. Stat Med 2002;21:3153-3159.")
  static let higginsThompson = Citation(
    "Higgins and Thompson 2002",
    "Higgins JPT, Thompson SG. Quantifying heterogeneity in a meta-analysis. Stat Med 2002;21:1539-1558.")
  static let higgins2009 = Citation(
    "Higgins and others 2009",
    "Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis. J R Stat"
      + " Soc A 2009;172:137-159.")
  static let veroniki = Citation(
    "Veroniki and others 2019",
    "Veroniki AA, Jackson D, Bender R, et al. Methods to calculate uncertainty in the estimated overall"
      + " effect size from a random-effects meta-analysis. Res Synth Methods 2019;10:23-43.")
  static let mantelHaenszel = Citation(
    "Mantel and Haenszel 1959",
    "Mantel N, Haenszel W. Statistical aspects of the analysis of data from retrospective studies of"
      + " disease. J Natl Cancer Inst 1959;22:719-748.")
  static let greenlandRobins = Citation(
    "Greenland and Robins 1985",
    "Greenland S, Robins JM. Estimation of a common effect parameter from sparse follow-up data. Biometrics"
      + " 1985;41:55-68.")
  static let robins = Citation(
    "Robins and others 1986",
    "Robins J, Breslow N, Greenland S. Estimators of the Mantel-Haenszel variance consistent in both sparse"
      + " data and large-strata limiting models. Biometrics 1986;42:311-323.")
  static let sato = Citation(
    "Sato 1989",
    "Sato T. On the variance estimator for the Mantel-Haenszel risk difference. Biometrics"
      + " 1989;45:1323-1324.")
  static let yusuf = Citation(
    "Yusuf and others 1985",
    "Yusuf S, Peto R, Lewis J, Collins R, Sleight P. Beta blockade during and after myocardial infarction:"
      + " an overview of the randomized trials. Prog Cardiovasc Dis 1985;27:335-371.")
  static let freemanTukey = Citation(
    "Freeman and Tukey 1950",
    "Freeman MF, Tukey JW. Transformations related to the angular and the square root. Ann Math Stat"
      + " 1950;21:607-611.")
  static let miller = Citation(
    "Miller 1978",
    "Miller JJ. The inverse of the Freeman-Tukey double arcsine transformation. Am Stat 1978;32:138.")
  static let clopperPearson = Citation(
    "Clopper and Pearson 1934",
    "Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the"
      + " binomial. Biometrika 1934;26:404-413.")
  static let wilson = Citation(
    "Wilson 1927",
    "Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc"
      + " 1927;22:209-212.")
  static let agrestiCoull = Citation(
    "Agresti and Coull 1998",
    "Agresti A, Coull BA. Approximate is better than \"exact\" for interval estimation of binomial"
      + " proportions. Am Stat 1998;52:119-126.")
  static let borenstein = Citation(
    "Borenstein and others 2009",
    "Borenstein M, Hedges LV, Higgins JPT, Rothstein HR. Introduction to Meta-Analysis. Wiley, 2009.")
  static let viechtbauer2021 = Citation(
    "Viechtbauer 2021",
    "Viechtbauer W. Median-unbiased estimators for the amount of heterogeneity in meta-analysis. European"
      + " Congress of Methodology, Valencia, 2021.")
  static let derSimonianKacker = Citation(
    "DerSimonian and Kacker 2007",
    "DerSimonian R, Kacker R. Random-effects model for meta-analysis of clinical trials: an update. Contemp"
      + " Clin Trials 2007;28:105-114.")
  static let kenwardRoger = Citation(
    "Kenward and Roger 1997",
    "Kenward MG, Roger JH. Small sample inference for fixed effects from restricted maximum likelihood."
      + " Biometrics 1997;53:983-997.")
  static let satterthwaite = Citation(
    "Satterthwaite 1946",
    "Satterthwaite FE. An approximate distribution of estimates of variance components. Biometrics Bull"
      + " 1946;2:110-114.")
  static let henmiCopas = Citation(
    "Henmi and Copas 2010",
    "Henmi M, Copas JB. Confidence intervals for random effects meta-analysis and robustness to publication"
      + " bias. Stat Med 2010;29:2969-2983.")
  static let jackson2013 = Citation(
    "Jackson 2013",
    "Jackson D. Confidence intervals for the between-study variance in random effects meta-analysis using"
      + " generalised Cochran heterogeneity statistics. Res Synth Methods 2013;4:220-229.")
  static let hardyThompson = Citation(
    "Hardy and Thompson 1996",
    "Hardy RJ, Thompson SG. A likelihood approach to meta-analysis with random effects. Stat Med"
      + " 1996;15:619-629.")
  static let biggerstaffJackson = Citation(
    "Biggerstaff and Jackson 2008",
    "Biggerstaff BJ, Jackson D. The exact distribution of Cochran's heterogeneity statistic in one-way random"
      + " effects meta-analysis. Stat Med 2008;27:6093-6110.")
  static let greenwood = Citation(
    "Greenwood 1926",
    "Greenwood M. The natural duration of cancer. Reports on Public Health and Medical Subjects 33. HMSO, 1926."
  )
  static let peto1977 = Citation(
    "Peto and others 1977",
    "Peto R, Pike MC, Armitage P, et al. Design and analysis of randomized clinical trials requiring"
      + " prolonged observation of each patient. II. Analysis and examples. Br J Cancer 1977;35:1-39.")
  static let cutlerEderer = Citation(
    "Cutler and Ederer 1958",
    "Cutler SJ, Ederer F. Maximum utilization of the life table method in analyzing survival. J Chronic Dis"
      + " 1958;8:699-712.")
  static let parmar = Citation(
    "Parmar and others 1998",
    "Parmar MKB, Torri V, Stewart L. Extracting summary statistics to perform meta-analyses of the published"
      + " literature for survival endpoints. Stat Med 1998;17:2815-2834.")
  static let stijnen = Citation(
    "Stijnen and others 2010",
    "Stijnen T, Hamza TH, Ozdemir P. Random effects meta-analysis of event outcome in the framework of the"
      + " generalized linear mixed model with applications in sparse data. Stat Med 2010;29:3046-3067.")
  static let kuss = Citation(
    "Kuss 2015",
    "Kuss O. Statistical methods for meta-analyses including information from studies without any events"
      + " - add nothing to nothing and succeed nevertheless. Stat Med 2015;34:1097-1116.")
}
